import { describe, expect, it } from "vitest";
import { failuresOf } from "./failures.ts";

describe("the conformance suite of stores finds, of messages,", () => {
  it("those that are given twice, or to too many", async () => {
    const counts = new Map<string, number>();
    const late = await failuresOf({
      keys: (right) => ({
        write: {
          reserveMessages: async (versionId, { wanted, max }) => {
            if ((await right.keys.read.byVersion(versionId)) === undefined) return undefined;
            const before = counts.get(versionId) ?? 0;
            await Promise.resolve();
            const count = Math.max(0, Math.min(wanted, max - before));
            counts.set(versionId, before + count);
            return { before, count };
          },
        },
      }),
    });
    expect(late).toContain("gives no message twice when many are counted at once");
    expect(late).toContain("counts the messages of each version by itself");
    const endless = await failuresOf({
      keys: (right) => ({
        write: {
          reserveMessages: (versionId, { wanted }) =>
            right.keys.write.reserveMessages(versionId, { wanted, max: Infinity }),
        },
      }),
    });
    expect(endless).toContain("counts no more messages than there may be, and gives what is left");
  });

  it("a version that is added whichever one the key uses", async () => {
    const failures = await failuresOf({
      keys: (right) => ({
        write: {
          addVersion: async (version, options) => {
            const primary = (await right.keys.read.byId(version.keyId))?.primaryVersionId ?? "";
            return right.keys.write.addVersion(version, { ...options, primary });
          },
        },
      }),
    });
    expect(failures).toContain("adds no version to a key that uses another one by then");
  });
});
