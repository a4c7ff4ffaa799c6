import type { KeyReader, KeyStore, KeyWriter } from "@keyferry/store";
import { storeConformance } from "@keyferry/store/conformance";
import { openSqliteStore } from "@keyferry/store-sqlite";
import { describe, expect, it } from "vitest";

interface Flaw {
  readonly read?: (right: KeyReader) => Partial<KeyReader>;
  readonly write?: (right: KeyWriter, read: KeyReader) => Partial<KeyWriter>;
  readonly store?: (right: KeyStore) => Partial<KeyStore>;
}

/** The names of the checks that a store with this flaw fails. */
async function failuresOf(flaw: Flaw): Promise<string[]> {
  const checks = storeConformance({
    open: async ({ clock }) => {
      const right = await openSqliteStore({ file: ":memory:", clock });
      const scoped: KeyStore["scoped"] = (scope) => {
        const { read, write } = right.scoped(scope);
        return {
          read: { ...read, ...flaw.read?.(read) },
          write: { ...write, ...flaw.write?.(write, read) },
        };
      };
      return { ...right, scoped, ...flaw.store?.(right) };
    },
  });
  const outcomes = await Promise.allSettled(checks.map((check) => check.run()));
  return checks.filter((_, index) => outcomes[index]?.status === "rejected").map(({ name }) => name);
}

describe("the conformance suite of stores", () => {
  it("has a name for each check", () => {
    const names = storeConformance({ open: () => openSqliteStore({ file: ":memory:" }) }).map(
      ({ name }) => name,
    );
    expect(new Set(names).size).toBe(names.length);
  });

  it("finds nothing wrong with a store that is right", async () => {
    expect(await failuresOf({})).toEqual([]);
  });

  it("finds a change of state that reads first and writes later", async () => {
    const failures = await failuresOf({
      write: (right, read) => ({
        changeKeyState: async (keyId, change) => {
          const key = await read.keyById(keyId);
          if (key === undefined || !change.from.includes(key.state)) {
            return false;
          }
          await right.changeKeyState(keyId, { ...change, from: ["Enabled", "Disabled", "PendingDeletion"] });
          return true;
        },
      }),
    });
    expect(failures).toContain("lets one of many equal changes win");
  });

  it("finds a version that is counted first and added later", async () => {
    const failures = await failuresOf({
      write: (right, read) => ({
        addVersion: async (version, options) => {
          const { total } = await read.listVersions(version.keyId, { offset: 0, limit: 1 });
          return total >= options.maxVersions
            ? "too many versions"
            : right.addVersion(version, { ...options, maxVersions: Infinity });
        },
      }),
    });
    expect(failures).toContain("gives a key no more versions than it may have when many are added at once");
  });

  it("finds a primary version that is never set", async () => {
    const failures = await failuresOf({
      write: (right) => ({
        addVersion: (version, options) => right.addVersion(version, { ...options, makePrimary: false }),
      }),
    });
    expect(failures).toContain("adds a version as the primary one, of its key alone");
  });

  it("finds an alias that is made anew where it should move", async () => {
    const failures = await failuresOf({
      write: (right, read) => ({
        updateAlias: async (name, keyId, keyStates) => {
          const alias = await read.aliasByName(name);
          if (alias === undefined || !(await right.deleteAlias(name))) {
            return "no alias";
          }
          const answer = await right.createAlias({ ...alias, keyId }, keyStates);
          return answer === "created" ? "updated" : "key not usable";
        },
      }),
    });
    expect(failures).toContain("keeps the time and the place of an alias that moves");
    expect(failures).toContain("moves no alias to a key that is not there or in another state");
  });

  it("finds a description that is changed whatever the state", async () => {
    const failures = await failuresOf({
      write: (right) => ({
        updateDescription: (keyId, description) =>
          right.updateDescription(keyId, description, ["Enabled", "Disabled", "PendingDeletion"]),
      }),
    });
    expect(failures).toContain("leaves the description of a key in another state, and says so");
  });

  it("finds aliases of all keys where those of one were asked for", async () => {
    const failures = await failuresOf({
      read: (right) => ({ listAliases: (page) => right.listAliases(page) }),
    });
    expect(failures).toContain("lists the aliases of one key, by pages, each with its total");
  });

  it("finds a total that counts the page", async () => {
    const failures = await failuresOf({
      read: (right) => ({
        listKeys: async (filter, page) => {
          const { items } = await right.listKeys(filter, page);
          return { items, total: items.length };
        },
      }),
    });
    expect(failures).toContain("lists keys by pages, each with the total");
  });

  it("finds a seed that is applied in part", async () => {
    const failures = await failuresOf({
      store: (right) => ({
        seed: (seed) => right.seed({ ...seed, users: [], accessKeys: [] }),
      }),
    });
    expect(failures).toContain("applies a seed to an empty store");
    expect(failures).toContain("refuses whole a seed with a user twice");
  });

  it("finds a purge that forgets its answer", async () => {
    const failures = await failuresOf({
      store: (right) => ({
        purgeDueKeys: async (now) => {
          await right.purgeDueKeys(now);
          return [];
        },
      }),
    });
    expect(failures).toContain("purges the keys that are due, and answers their versions");
  });

  it("finds scopes that are one", async () => {
    const failures = await failuresOf({
      store: (right) => ({ scoped: (scope) => right.scoped({ ...scope, region: "cn-hangzhou" }) }),
    });
    expect(failures).toContain("shows nothing of one scope to another region");
    expect(failures).not.toContain("shows nothing of one scope to another account");
  });
});
