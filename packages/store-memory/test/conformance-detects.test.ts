import { createCachedStore, readersOf, type ScopedStore } from "@keyferry/store";
import { readingThroughViews, storeConformance } from "@keyferry/store/conformance";
import { createMemoryStore } from "@keyferry/store-memory";
import { describe, expect, it } from "vitest";
import { failuresOf as failuresOfStores, type Flaw } from "../../../tools/testing/flawed-store.ts";

const options: Parameters<typeof storeConformance>[0] = {
  othersCanWrite: false,
  open: async ({ clock }) => createMemoryStore({ clock }),
};
const failuresOf = (flaw: Flaw) => failuresOfStores(options, flaw);

describe("the conformance suite of stores", () => {
  it("has a name for each check", () => {
    const names = storeConformance(options).map(({ name }) => name);
    expect(new Set(names).size).toBe(names.length);
  });

  it("finds nothing wrong with a store that is right", async () => {
    expect(await failuresOf({})).toEqual([]);
  });

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

  it("finds versions of another region among those with a policy", async () => {
    const elsewhere = await failuresOf({
      allPolicies: (right) => ({
        read: {
          versions: async (_, id) => [
            ...(await right.policies.read.versions("cn-hangzhou", id)),
            ...(await right.policies.read.versions("cn-beijing", id)),
          ],
        },
      }),
    });
    expect(elsewhere).toEqual(["finds the versions of keys with a policy, of all accounts of a region"]);
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

  it("finds an alias that is made anew where it should move", async () => {
    const failures = await failuresOf({
      aliases: (right) => ({
        write: {
          move: async (name, { from, to }, keyStates) => {
            const alias = await right.aliases.read.byName(name);
            if (alias === undefined || (await right.aliases.write.delete(name, from)) !== "deleted") {
              return "no alias";
            }
            const answer = await right.aliases.write.create({ ...alias, keyId: to }, keyStates);
            return answer === "created" ? "updated" : "key not usable";
          },
        },
      }),
    });
    expect(failures).toContain("keeps the time and the place of an alias that moves");
    expect(failures).toContain("moves no alias to a key that is not there or in another state");
  });

  it("finds an alias that is moved or deleted whatever key it names", async () => {
    const holderOf = async (home: ScopedStore, name: string) =>
      (await home.aliases.read.byName(name))?.keyId ?? "";
    const moved = await failuresOf({
      aliases: (right) => ({
        write: {
          move: async (name, { to }, keyStates) =>
            right.aliases.write.move(name, { from: await holderOf(right, name), to }, keyStates),
        },
      }),
    });
    expect(moved).toContain("moves and deletes no alias of another key than the one that was named");
    const deleted = await failuresOf({
      aliases: (right) => ({
        write: { delete: async (name) => right.aliases.write.delete(name, await holderOf(right, name)) },
      }),
    });
    expect(deleted).toContain("moves and deletes no alias of another key than the one that was named");
  });

  it("finds an alias that is moved however many there may be", async () => {
    const failures = await failuresOf({
      aliases: (right) => ({
        write: { move: async (name, move, keyStates) => right.aliases.write.move(name, move, keyStates) },
      }),
    });
    expect(failures).toEqual(["moves an alias to another place only where one more may be"]);
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

  it("finds aliases of all keys where those of one were asked for", async () => {
    const failures = await failuresOf({
      aliases: (right) => ({ read: { list: (page) => right.aliases.read.list(page) } }),
    });
    expect(failures).toContain("lists the aliases of one key, by pages, each with its total");
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

  it("finds a seed that is applied in part", async () => {
    const failures = await failuresOf({
      store: (right) => ({
        seed: (seed) => right.seed({ ...seed, users: [], accessKeys: [] }),
      }),
    });
    expect(failures).toContain("applies a seed to an empty store");
    expect(failures).toContain("refuses whole a seed with a user twice");
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

  it("finds scopes that are one", async () => {
    const failures = await failuresOf({
      store: (right) => ({ scoped: (scope) => right.scoped({ ...scope, region: "cn-hangzhou" }) }),
    });
    expect(failures).toContain("shows nothing of one scope to another region");
    expect(failures).not.toContain("shows nothing of one scope to another account");
  });

  it("finds a cache that does not notice changes", async () => {
    const failures = await failuresOf({
      store: (right) => {
        // What writes is not the one that caches: so it forgets nothing.
        const cached = createCachedStore(right, { revision: () => 1, clock: () => 0 });
        return readingThroughViews({ ...right, view: () => cached.view() });
      },
    });
    for (const change of [
      "opens an instance to the public gateway, and closes it",
      "binds an instance to other VPCs in the place of those it had",
      "connects an instance once",
      "deletes an instance without keys, and no other",
      "puts another policy in the place of a key's",
      "puts other policies in the place of a user's",
      "disables and enables an access key of the account",
      "deletes an access key of the account, and frees its id",
      "deletes a user with its access keys and memberships",
      "shows in a new view what was written before it: the key of an alias",
      "shows in a new view what was deleted before it",
    ]) {
      expect(failures).toContain(change);
    }
  });

  it("finds a view that asks again what it was asked", async () => {
    const failures = await failuresOf({
      store: (right) => ({
        view: async () => {
          const { identities, everywhere } = right;
          return {
            scoped: (scope) => readersOf(right.scoped(scope)),
            identities: identities.read,
            everywhere: {
              policies: everywhere.policies.read,
              instances: everywhere.instances.read,
            },
          };
        },
      }),
    });
    expect(failures).toContain("answers a question of a view once, whatever is written meanwhile");
    expect(failures).toContain("decides by the time of the view which keys are gone");
  });

  it("finds a secret that is changed past its labels, and one that keeps its versions", async () => {
    const failures = await failuresOf({
      secrets: (right) => ({
        write: {
          create: async (secret, versions, tags) => {
            const outcome = await right.secrets.write.create(secret, versions, tags);
            return outcome === "name taken" ? "created" : outcome;
          },
          change: async (name, decide) => {
            const deleted: string[] = [];
            await right.secrets.write.change(name, (held) => {
              const change = decide(held);
              if (change !== "delete") return change;
              deleted.push(name);
              return { set: { stages: [] } };
            });
            return deleted.length > 0 ? "deleted" : "changed";
          },
        },
      }),
      allSecrets: () => ({
        read: {
          dueForDeletion: async () => ({ secrets: [], refused: [] }),
          dueForRotation: async () => ({ secrets: [], refused: [] }),
        },
        write: { deleteDue: async () => true },
      }),
    });
    for (const change of [
      "makes no secret whose name is taken, or whose instance is not there",
      "decides by the secret as it is then, once, and hands a refusal on",
      "changes and deletes no secret that is not there",
      "deletes a secret with its versions, and no other; its name is free",
      "answers the secrets of all scopes that are due, and deletes only these",
      "answers the secrets whose rotation is due, or was left in its midst, unless they are deleted or rotated now",
    ]) {
      expect(failures).toContain(change);
    }
  });

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

  it("finds a key policy of enabled keys only", async () => {
    const failures = await failuresOf({
      policies: (right) => ({
        write: {
          set: async (keyId, policy) => {
            const key = await right.keys.read.byId(keyId);
            return key?.state === "Enabled" && right.policies.write.set(keyId, policy);
          },
        },
      }),
    });
    expect(failures).toContain("sets the policy of a key in any state, until it is gone");
  });

  it("finds groups and roles that all accounts share", async () => {
    const failures = await failuresOf({
      lookUps: (right) => ({
        groupByName: (_, name) => right.groupByName("1000000000000001", name),
        roleByName: (_, name) => right.roleByName("1000000000000001", name),
      }),
    });
    expect(failures).toContain("finds groups and roles by account and name");
  });

  it("finds groups of a user in another order", async () => {
    const failures = await failuresOf({
      lookUps: (right) => ({
        userByName: async (account, name) => {
          const user = await right.userByName(account, name);
          return user && { ...user, groups: [...user.groups].sort() };
        },
      }),
    });
    expect(failures).toContain("makes a user with its access keys, policies and groups");
  });

  it("finds a user that is made in part", async () => {
    const failures = await failuresOf({
      identities: (right) => ({
        createUser: async (user, accessKeys) => {
          const answer = await right.createUser(user, []);
          for (const key of answer === "created" ? accessKeys : []) {
            if ((await right.createAccessKey(key)) !== "created") return "access key id taken";
          }
          return answer;
        },
      }),
    });
    expect(failures).toContain("makes nothing of a user whose name or access key id is taken");
  });

  it("finds users in another order than that of their creation", async () => {
    const failures = await failuresOf({
      lookUps: (right) => ({
        listUsers: async (account) =>
          [...(await right.listUsers(account))].sort((a, b) => (a.name < b.name ? -1 : 1)),
      }),
    });
    expect(failures).toContain("lists the users of one account, oldest first");
  });

  it("finds access keys that any account may change", async () => {
    const failures = await failuresOf({
      identities: (right, { identities }) => ({
        setAccessKeyActive: async (_, id, active) =>
          right.setAccessKeyActive((await identities.read.accessKeyById(id))?.account ?? "", id, active),
        deleteAccessKey: async (_, id) =>
          right.deleteAccessKey((await identities.read.accessKeyById(id))?.account ?? "", id),
      }),
    });
    expect(failures).toContain("disables and enables an access key of the account");
    expect(failures).toContain("deletes an access key of the account, and frees its id");
  });

  it("finds a seed that forgets groups and roles", async () => {
    const failures = await failuresOf({
      store: (right) => ({
        seed: (seed) =>
          right.seed({ ...seed, roles: [], users: seed.users.map((user) => ({ ...user, groups: [] })) }),
      }),
    });
    expect(failures).toContain("applies a seed to an empty store");
    expect(failures).toContain("refuses whole a seed with a role twice");
    expect(failures).toContain("refuses whole a seed with a user of another account's group");
  });

  it("finds a seed that is applied again once everything of it was deleted", async () => {
    const failures = await failuresOf({
      store: (right) => ({
        seed: async (seed) => (await right.seed(seed)) || seed.users.length > 0,
      }),
    });
    expect(failures).toContain("brings nothing back that was deleted since a seed");
  });

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
