import { describe, expect, it } from "vitest";
import { failuresOf } from "./failures.ts";

describe("the conformance suite of stores", () => {
  it("finds a change of state that reads first and writes later", async () => {
    const failures = await failuresOf({
      keys: (right) => ({
        write: {
          changeState: async (keyId, change) => {
            const key = await right.keys.read.byId(keyId);
            if (key === undefined || !change.from.includes(key.state)) {
              return false;
            }
            await right.keys.write.changeState(keyId, {
              ...change,
              from: ["Enabled", "Disabled", "PendingDeletion"],
            });
            return true;
          },
        },
      }),
    });
    expect(failures).toContain("lets one of many equal changes win");
  });

  it("finds a version that is counted first and added later", async () => {
    const failures = await failuresOf({
      keys: (right) => ({
        write: {
          addVersion: async (version, options) => {
            const { total } = await right.keys.read.listVersions(version.keyId, { offset: 0, limit: 1 });
            return total >= options.maxVersions
              ? "too many versions"
              : right.keys.write.addVersion(version, { ...options, maxVersions: Infinity });
          },
        },
      }),
    });
    expect(failures).toContain("gives a key no more versions than it may have when many are added at once");
  });

  it("finds a primary version that is never set", async () => {
    const failures = await failuresOf({
      keys: (right) => ({
        write: {
          addVersion: (version, options) =>
            right.keys.write.addVersion(version, { ...options, makePrimary: false }),
        },
      }),
    });
    expect(failures).toContain("adds a version as the primary one, of its key alone");
  });

  it("finds a description that is changed whatever the state", async () => {
    const failures = await failuresOf({
      keys: (right) => ({
        write: {
          updateDescription: (keyId, description) =>
            right.keys.write.updateDescription(keyId, description, [
              "Enabled",
              "Disabled",
              "PendingDeletion",
            ]),
        },
      }),
    });
    expect(failures).toContain("leaves the description of a key in another state, and says so");
  });

  it("finds a total that counts the page", async () => {
    const failures = await failuresOf({
      keys: (right) => ({
        read: {
          list: async (filter, page) => {
            const { items } = await right.keys.read.list(filter, page);
            return { items, total: items.length };
          },
        },
      }),
    });
    expect(failures).toContain("lists keys by pages, each with the total");
  });

  it("finds due keys that are told once", async () => {
    const failures = await failuresOf({
      allKeys: (right) => ({
        read: {
          due: async (now) => {
            const due = await right.keys.read.due(now);
            for (const key of due.keys) await right.keys.write.deleteDue(key, now);
            return due;
          },
        },
      }),
    });
    expect(failures).toContain("answers a due key with its scope again and again, until it is deleted");
  });

  it("finds a due key that forgets its versions", async () => {
    const failures = await failuresOf({
      allKeys: (right) => ({
        read: {
          due: async (now) => {
            const { keys, refused } = await right.keys.read.due(now);
            return { keys: keys.map((key) => ({ ...key, versions: [] })), refused };
          },
        },
      }),
    });
    expect(failures).toContain("purges the keys that are due, and answers their versions");
  });
});
