import { describe, expect, it } from "vitest";
import { failuresOf } from "./failures.ts";

describe("the conformance suite of stores", () => {
  it("finds an instance that is deleted with keys in it", async () => {
    const failures = await failuresOf({
      instances: (right) => ({
        write: {
          delete: async (id) => {
            await right.instances.write.delete(id);
            return "deleted";
          },
        },
      }),
    });
    expect(failures).toContain(
      "keeps an instance while there is a key in it, also one that waits for deletion",
    );
  });

  it("finds an instance that is kept for keys which are gone", async () => {
    const used = new Set<string | null>();
    const failures = await failuresOf({
      keys: (right) => ({
        write: {
          create: (key, version, tags) => {
            used.add(key.instance);
            return right.keys.write.create(key, version, tags);
          },
        },
      }),
      instances: (right) => ({
        write: {
          delete: async (id) => (used.has(id) ? "holds keys" : right.instances.write.delete(id)),
        },
      }),
    });
    expect(failures).toContain("deletes an instance whose keys are gone; they are due all the same");
  });

  it("finds a connection that says yes to everybody", async () => {
    const failures = await failuresOf({
      instances: (right) => ({
        write: {
          connect: async (id, connection) => {
            await right.instances.write.connect(id, connection);
            return "connected";
          },
        },
      }),
    });
    expect(failures).toContain("connects an instance once");
    expect(failures).toContain("lets one of many connections at once win");
    expect(failures).toContain("lets another account change nothing of one scope");
  });

  it("finds VPCs that are added where they should be replaced", async () => {
    const failures = await failuresOf({
      instances: (right) => ({
        write: {
          bindVpcs: async (id, boundVpcs) => {
            const before = await right.instances.read.byId(id);
            return right.instances.write.bindVpcs(id, [...(before?.boundVpcs ?? []), ...boundVpcs]);
          },
        },
      }),
    });
    expect(failures).toContain("binds an instance to other VPCs in the place of those it had");
  });
});
