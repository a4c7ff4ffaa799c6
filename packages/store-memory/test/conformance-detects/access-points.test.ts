import { describe, expect, it } from "vitest";
import { failuresOf } from "./failures.ts";

describe("the conformance suite of stores", () => {
  it("finds access points that more of are made than there may be", async () => {
    const failures = await failuresOf({
      accessPoints: ({ accessPoints: { write } }) => ({
        write: { create: (point) => write.create(point, Infinity) },
      }),
    });
    expect(failures).toEqual(["makes no two access points of one name, and no more than there may be"]);
  });

  it("finds client keys that are counted wrongly", async () => {
    const failures = await failuresOf({
      clientKeys: ({ clientKeys }) => ({
        read: { count: async () => (await clientKeys.read.count()) + 1 },
      }),
    });
    expect(failures).toContain("makes no client key without its access point, and no more than there may be");
  });

  it("finds client keys that stay when their access point goes", async () => {
    const failures = await failuresOf({
      accessPoints: ({ accessPoints, clientKeys }) => ({
        write: {
          delete: async (name) => {
            const keys = await clientKeys.read.list(name);
            const deleted = await accessPoints.write.delete(name);
            const point = { name, description: "", authentication: "", policies: [], createdAt: 0 };
            await accessPoints.write.create(point, Infinity);
            for (const key of keys) await clientKeys.write.create(key, Infinity);
            return deleted;
          },
        },
      }),
    });
    expect(failures).toContain("deletes client keys with their access point, and no others");
  });
});
