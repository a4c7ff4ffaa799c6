import { expectSame } from "@keyferry/conformance";
import { startTime, storeCheck, type StoreBench } from "../bench/check.ts";
import {
  addVersion,
  anInstance,
  createAlias,
  createKey,
  scheduleDeletion,
  versionIdOf,
} from "../bench/fixtures.ts";
import { createSecret, deleteSecret } from "../bench/secret-fixtures.ts";

const instance = anInstance("one").id;
const dueAt = startTime + 1000;

/** As many of everything elsewhere as there may be here: in an instance, in another one, and in another account. */
async function elsewhere({ store, home }: StoreBench): Promise<void> {
  await home.instances.write.create(anInstance("one"));
  await home.instances.write.create(anInstance("two"));
  const far = store.scoped({ account: "1000000000000009", region: "cn-beijing" });
  for (const [name, place] of [
    ["in-one", { instance }],
    ["in-two", { instance: anInstance("two").id }],
  ] as const) {
    await createKey(home, name, place);
    await createAlias(home, name, name);
    await createSecret(home, name, place);
  }
  await createKey(far, "far");
  await createAlias(far, "far", "far");
  await createSecret(far, "far");
}

export const quotaChecks = [
  storeCheck("makes as many keys outside instances as there may be, whatever is elsewhere", async (bench) => {
    const { home, time } = bench;
    await elsewhere(bench);
    const create = (name: string) => createKey(home, name, {}, [], { keys: 2 });
    expectSame(await create("a"), "created");
    expectSame(await create("b"), "created");
    expectSame(await create("c"), "over quota");
    expectSame(await home.keys.read.byId("key-c"), undefined);
    expectSame(await home.keys.read.byVersion(versionIdOf("c")), undefined);
    await scheduleDeletion(home, "a", dueAt);
    expectSame(await create("c"), "over quota");
    time.now = dueAt;
    expectSame(await create("c"), "created");
    expectSame(await createKey(home, "d"), "created");
  }),

  storeCheck("makes as many versions in an instance as there may be, of all its keys", async (bench) => {
    const { home } = bench;
    await elsewhere(bench);
    const create = (name: string) => createKey(home, name, { instance }, [], { versions: 3 });
    const grow = (name: string) => addVersion(home, name, "in-one", { quota: 3 });
    expectSame(await create("a"), "created");
    expectSame(await grow("second"), "added");
    expectSame(await grow("third"), "over quota");
    expectSame(await home.keys.read.byVersion(versionIdOf("third")), undefined);
    expectSame(await create("b"), "over quota");
    expectSame(await addVersion(home, "third", "in-one", { quota: 4 }), "added");
    expectSame(await addVersion(home, "fourth", "in-one", { maxVersions: 3, quota: 1 }), "too many versions");
  }),

  storeCheck("makes as many aliases as there may be, of the keys of a place", async (bench) => {
    const { home, time } = bench;
    await elsewhere(bench);
    await createKey(home, "a");
    await createKey(home, "b");
    expectSame(await createAlias(home, "a", "a", 2), "created");
    expectSame(await createAlias(home, "b", "b", 2), "created");
    expectSame(await createAlias(home, "c", "b", 2), "over quota");
    expectSame(await createAlias(home, "a", "b", 2), "name taken");
    expectSame(await home.aliases.read.byName("alias/c"), undefined);
    expectSame(await createAlias(home, "inside", "in-one", 1), "over quota");
    expectSame(await createAlias(home, "inside", "in-one", 2), "created");
    await scheduleDeletion(home, "a", dueAt);
    time.now = dueAt;
    expectSame(await createAlias(home, "c", "b", 2), "created");
  }),

  storeCheck("moves an alias to another place only where one more may be", async (bench) => {
    const { home } = bench;
    await elsewhere(bench);
    await createKey(home, "a");
    await createKey(home, "b");
    await createKey(home, "beside", { instance });
    await createAlias(home, "a", "a");
    const move = (name: string, from: string, to: string, quota: number) => {
      const keys = { from: `key-${from}`, to: `key-${to}` };
      return home.aliases.write.move(`alias/${name}`, keys, ["Enabled"], quota);
    };
    expectSame(await move("a", "a", "in-one", 1), "over quota");
    expectSame((await home.aliases.read.byName("alias/a"))?.keyId, "key-a");
    expectSame(await move("a", "a", "in-one", 2), "updated");
    expectSame(await move("a", "in-one", "in-two", 1), "over quota");
    expectSame(await move("a", "in-one", "beside", 0), "updated");
    expectSame(await move("a", "beside", "b", 0), "over quota");
    expectSame(await move("a", "in-one", "b", 0), "another key's");
    expectSame(await move("none", "in-one", "b", 0), "no alias");
    expectSame(await move("a", "beside", "b", 1), "updated");
    expectSame(await move("a", "b", "a", 0), "updated");
    expectSame((await home.aliases.read.byName("alias/a"))?.keyId, "key-a");
  }),

  storeCheck("makes as many secrets as there may be", async (bench) => {
    const { home, time } = bench;
    await elsewhere(bench);
    const create = (name: string) => createSecret(home, name, {}, [], 2);
    expectSame(await create("a"), "created");
    expectSame(await createSecret(home, "b", { deleteAt: dueAt }, [], 2), "created");
    expectSame(await create("c"), "over quota");
    expectSame(await create("a"), "name taken");
    expectSame(await home.secrets.read.byName("c"), undefined);
    expectSame(await createSecret(home, "inside", { instance }, [], 1), "over quota");
    time.now = dueAt;
    expectSame(await create("c"), "created");
    expectSame(await create("d"), "over quota");
    await deleteSecret(home, "a");
    expectSame(await create("d"), "created");
  }),

  storeCheck("makes no more than there may be, however many are made at once", async ({ home }) => {
    const names = ["a", "b", "c", "d", "e", "f"];
    const created = (answers: readonly string[]) => answers.filter((answer) => answer === "created").length;
    expectSame(
      created(await Promise.all(names.map((name) => createKey(home, name, {}, [], { keys: 4 })))),
      4,
    );
    const [key] = (await home.keys.read.list({}, { offset: 0, limit: 1 })).items;
    const keyName = key?.id.slice("key-".length) ?? "";
    expectSame(created(await Promise.all(names.map((name) => createAlias(home, name, keyName, 3)))), 3);
    expectSame(created(await Promise.all(names.map((name) => createSecret(home, name, {}, [], 2)))), 2);
  }),

  storeCheck("makes none where none may be", async ({ home }) => {
    expectSame(await createKey(home, "a", {}, [], { keys: 0 }), "over quota");
    expectSame(await createKey(home, "a", {}, [], { versions: 0 }), "over quota");
    expectSame(await createSecret(home, "a", {}, [], 0), "over quota");
    await createKey(home, "a");
    expectSame(await createAlias(home, "a", "a", 0), "over quota");
  }),
];
