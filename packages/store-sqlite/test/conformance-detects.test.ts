import type { RowAuthenticator } from "@keyferry/store";
import { openSqliteStore } from "@keyferry/store-sqlite";
import { describe, expect, it } from "vitest";
import { failuresOf as failuresOfStores, type Flaw } from "../../../tools/testing/flawed-store.ts";

/** The names of the checks that a store fails with this flaw, and with what is wrong with the codes of its rows. */
function failuresOf(flaw: Flaw, wrong?: (right: RowAuthenticator) => Partial<RowAuthenticator>) {
  return failuresOfStores(
    {
      open: ({ clock, authenticator }) =>
        openSqliteStore({
          file: ":memory:",
          clock,
          authenticator: { ...authenticator, ...wrong?.(authenticator) },
        }),
    },
    flaw,
  );
}

describe("the conformance suite of stores, where rows have codes", () => {
  it("finds nothing wrong with a store that is right", async () => {
    expect(await failuresOf({})).toEqual([]);
  });

  it("finds rows whose codes are not asked", async () => {
    const unasked = await failuresOf({}, () => ({ verify: () => true }));
    expect(unasked).toContain("reads nothing of a row whose code is wrong: keyByVersion");
    expect(unasked).toContain("changes nothing when the code of a row is wrong that decides about it");
    expect(unasked).toContain("answers no due key that was tampered with, and says so; all others are");
  });

  it("finds codes that are made of a row in part", async () => {
    const failures = await failuresOf({}, (right) => ({
      mac: (kind, fields) => right.mac(kind, fields.slice(0, -1)),
      verify: (kind, fields, code) => right.verify(kind, fields.slice(0, -1), code),
    }));
    expect(failures).toContain(
      "authenticates all of users, groups, roles and access keys, with their account",
    );
    expect(failures).toContain("makes another code for a row whose switch is another");
  });

  it("finds a store that reads what it has not written", async () => {
    const failures = await failuresOf({
      lookUps: (right) => ({
        roleByName: async (...name) => right.roleByName(...name).catch(() => undefined),
      }),
    });
    expect(failures).toContain("reads nothing of a row whose code is wrong: roleByName");
  });

  it("finds a due secret that is left out and not told of", async () => {
    const failures = await failuresOf({
      allSecrets: () => ({
        read: { dueForRotation: async () => ({ secrets: [], refused: [] }) },
      }),
    });
    expect(failures).toContain("answers no due secret that was tampered with, and says so; all others are");
  });
});
