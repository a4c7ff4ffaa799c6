import { expectSame } from "@keyferry/conformance";
import type { StoreView } from "../../view/store-view.ts";
import { homeScope, startTime, storeCheck } from "../bench/check.ts";
import type { StoreBench } from "../bench/check.ts";
import { expectStoreError } from "../bench/expect-store-error.ts";
import {
  addVersion,
  aKey,
  anAccessKey,
  anAlias,
  anInstance,
  aSeed,
  aSeedKey,
  aUser,
  scheduleDeletion,
  versionIdOf,
} from "../bench/fixtures.ts";
import { aSecretVersion, createSecret, deleteSecret } from "../bench/secret-fixtures.ts";

const firstInstance = anInstance("one");
const { account, region } = homeScope;
const dueAt = startTime + 1000;

/** What a view is asked, by name. */
const lookUps: Readonly<Record<string, (view: StoreView) => Promise<unknown>>> = {
  "a key": (view) => view.scoped(homeScope).keys.byId("key-a"),
  "a version": (view) => view.scoped(homeScope).keys.byVersion(versionIdOf("a")),
  "the key of an alias": (view) => view.scoped(homeScope).aliases.keyOf("alias/a"),
  "an instance": (view) => view.scoped(homeScope).instances.byId(firstInstance.id),
  "all instances": (view) => view.everywhere.instances.list(),
  "the policies of a version": (view) => view.everywhere.policies.versions(region, versionIdOf("a")),
  "a secret": (view) => view.scoped(homeScope).secrets.byName("one"),
  "a version of a secret": (view) => view.scoped(homeScope).secrets.version("one", "v1"),
  "an access key": (view) => view.identities.accessKeyById("LTAI-1"),
  "a user": (view) => view.identities.userByName(account, "ci"),
  "a key that is not there": (view) => view.scoped(homeScope).keys.byId("key-new"),
};

async function somethingIsThere({ store, home }: StoreBench): Promise<void> {
  const inside = {
    ...aSeedKey("a", [anAlias("a", "a")]),
    key: aKey("a", { instance: firstInstance.id, policy: "{}" }),
  };
  await store.seed(
    aSeed({
      instances: [{ scope: homeScope, instance: firstInstance }],
      keys: [inside, aSeedKey("b")],
      users: [aUser("ci")],
      accessKeys: [anAccessKey("ci", "1")],
    }),
  );
  await createSecret(home, "one");
}

/** Makes every answer of {@link lookUps} another. */
async function everythingChanges({ store, home }: StoreBench): Promise<void> {
  const { keys, aliases, policies, instances } = home;
  await addVersion(home, "second", "a", { makePrimary: true });
  await keys.write.updateDescription("key-a", "another", ["Enabled"]);
  await policies.write.set("key-a", '{"another":1}');
  await aliases.write.move("alias/a", { from: "key-a", to: "key-b" }, ["Enabled"]);
  await instances.write.setPublicAccess(firstInstance.id, true);
  await home.secrets.write.change("one", () => ({
    set: { stages: [] },
    add: [aSecretVersion("one", "v2")],
    drop: ["v1"],
  }));
  const { write } = store.identities;
  await write.setUserPolicies(account, "ci", []);
  await write.setAccessKeyActive(account, "LTAI-1", false);
  const { key, version, tags } = aSeedKey("new");
  await keys.write.create(key, version, tags);
}

async function answersOf(view: StoreView): Promise<readonly unknown[]> {
  const answers: unknown[] = [];
  for (const ask of Object.values(lookUps)) answers.push(await ask(view));
  return answers;
}

export const viewChecks = [
  storeCheck("answers in a view what the store answers", async (bench) => {
    const { store, home } = bench;
    await somethingIsThere(bench);
    expectSame(await answersOf(await store.view()), [
      await home.keys.read.byId("key-a"),
      await home.keys.read.byVersion(versionIdOf("a")),
      await home.aliases.read.keyOf("alias/a"),
      await home.instances.read.byId(firstInstance.id),
      await store.everywhere.instances.read.list(),
      await store.everywhere.policies.read.versions(region, versionIdOf("a")),
      await home.secrets.read.byName("one"),
      await home.secrets.read.version("one", "v1"),
      await store.identities.read.accessKeyById("LTAI-1"),
      await store.identities.read.userByName(account, "ci"),
      undefined,
    ]);
  }),

  storeCheck("answers a question of a view once, whatever is written meanwhile", async (bench) => {
    const { store } = bench;
    await somethingIsThere(bench);
    const view = await store.view();
    const before = await answersOf(view);
    await everythingChanges(bench);
    expectSame(await answersOf(view), before);
  }),

  ...Object.entries(lookUps).map(([what, ask]) =>
    storeCheck(`shows in a new view what was written before it: ${what}`, async (bench) => {
      const { store } = bench;
      await somethingIsThere(bench);
      const before = await ask(await store.view());
      await everythingChanges(bench);
      const now = await ask(await store.view());
      expectSame(JSON.stringify(before) === JSON.stringify(now), false);
      expectSame(await ask(await store.view()), now);
    }),
  ),

  storeCheck("shows in a new view what was deleted before it", async (bench) => {
    const { store, home, time } = bench;
    await somethingIsThere(bench);
    await answersOf(await store.view());
    await home.aliases.write.delete("alias/a", "key-a");
    await store.identities.write.deleteUser(account, "ci");
    await deleteSecret(home, "one");
    const view = await store.view();
    const { identities } = view;
    expectSame(await view.scoped(homeScope).aliases.keyOf("alias/a"), undefined);
    expectSame(await view.scoped(homeScope).secrets.byName("one"), undefined);
    expectSame(await view.scoped(homeScope).secrets.version("one", "v1"), undefined);
    expectSame(await identities.userByName(account, "ci"), undefined);
    expectSame(await identities.accessKeyById("LTAI-1"), undefined);
    await scheduleDeletion(home, "a", dueAt);
    await answersOf(await store.view());
    expectSame(
      await store.everywhere.keys.write.deleteDue({ scope: homeScope, keyId: "key-a" }, dueAt),
      true,
    );
    const [key, version] = await answersOf(await store.view());
    expectSame([key, version], [undefined, undefined]);
    expectSame(await home.instances.write.delete(firstInstance.id), "deleted");
    expectSame(await (await store.view()).everywhere.instances.list(), []);
    time.now = dueAt;
  }),

  storeCheck("decides by the time of the view which keys are gone", async (bench) => {
    const { store, home, time } = bench;
    await somethingIsThere(bench);
    await scheduleDeletion(home, "a", dueAt);
    const view = await store.view();
    const [key] = await answersOf(view);
    time.now = dueAt;
    expectSame((await answersOf(view))[0], key);
    const later = await answersOf(await store.view());
    expectSame(later.slice(0, 3), [undefined, undefined, undefined]);
    expectSame(later[5], []);
  }),

  storeCheck("shows nothing of one scope in a view to another", async (bench) => {
    const { store } = bench;
    await somethingIsThere(bench);
    const view = await store.view();
    await answersOf(view);
    const other = view.scoped({ ...homeScope, region: "cn-beijing" });
    expectSame(await other.keys.byId("key-a"), undefined);
    expectSame(await other.keys.byVersion(versionIdOf("a")), undefined);
    expectSame(await other.aliases.keyOf("alias/a"), undefined);
    expectSame(await other.instances.byId(firstInstance.id), undefined);
    expectSame(await other.secrets.byName("one"), undefined);
    expectSame(await other.secrets.version("one", "v1"), undefined);
  }),

  storeCheck("hands out copies of bytes in a view, which callers may wipe", async (bench) => {
    const { store } = bench;
    await somethingIsThere(bench);
    for (const view of [await store.view(), await store.view()]) {
      for (let asked = 0; asked < 2; asked += 1) {
        const found = await view.scoped(homeScope).keys.byVersion(versionIdOf("a"));
        const [ofPolicy] = await view.everywhere.policies.versions(region, versionIdOf("a"));
        const accessKey = await view.identities.accessKeyById("LTAI-1");
        const secret = await view.scoped(homeScope).secrets.version("one", "v1");
        for (const bytes of [
          found?.version.material,
          ofPolicy?.version.material,
          accessKey?.sealedSecret,
          secret?.dataKey,
          secret?.value,
        ]) {
          expectSame(
            bytes?.some((byte) => byte !== 0),
            true,
          );
          bytes?.fill(0);
        }
      }
    }
  }),

  storeCheck("answers nothing in a view that is asked for once the store is closed", async (bench) => {
    const { store } = bench;
    await somethingIsThere(bench);
    await answersOf(await store.view());
    await store.close();
    const ask = async () => (await store.view()).identities.userByName(account, "ci");
    await expectStoreError(ask(), "unavailable");
  }),
];
