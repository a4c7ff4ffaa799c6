import { expectSame } from "@keyferry/conformance";
import type { AccessKeyRecord, UserRecord } from "../../identities/records.ts";
import { homeScope, storeCheck } from "../bench/check.ts";
import type { StoreBench } from "../bench/check.ts";
import { expectStoreError } from "../bench/expect-store-error.ts";
import { aGroup, anAccessKey, aRole, aSeed, aUser } from "../bench/fixtures.ts";

const { account } = homeScope;
const farAccount = "1000000000000002";

/** What a store knows of a user called `name`. */
async function knownOf({ store }: StoreBench, name: string) {
  const { identities } = store;
  return {
    user: await identities.read.userByName(account, name),
    accessKeys: await identities.read.accessKeysOf(account, name),
  };
}

/** Two groups, and the user `ci` in both, with two access keys. */
async function ciIsThere({
  store,
}: StoreBench): Promise<{ user: UserRecord; accessKeys: AccessKeyRecord[] }> {
  await store.seed(aSeed({ groups: [aGroup("a"), aGroup("z")] }));
  const user = aUser("ci", { groups: ["z", "a"] });
  const accessKeys = [anAccessKey("ci", "2"), anAccessKey("ci", "1", { active: false })];
  expectSame(await store.identities.write.createUser(user, accessKeys), "created");
  return { user, accessKeys };
}

export const identityChecks = [
  storeCheck("finds groups and roles by account and name", async ({ store }) => {
    const groups = [
      aGroup("g"),
      aGroup("idle", { policies: [] }),
      aGroup("g", { account: farAccount, policies: ["{}"] }),
    ];
    const roles = [
      aRole("r"),
      aRole("r", { account: farAccount, trustPolicy: "{}", maxSessionSeconds: 900 }),
    ];
    expectSame(await store.seed(aSeed({ groups, roles })), true);
    const { identities } = store;
    for (const group of groups) {
      expectSame(await identities.read.groupByName(group.account, group.name), group);
    }
    for (const role of roles) expectSame(await identities.read.roleByName(role.account, role.name), role);
    for (const name of ["G", "R", "ci", ""]) {
      expectSame(await identities.read.groupByName(account, name), undefined);
      expectSame(await identities.read.roleByName(account, name), undefined);
      expectSame(await identities.read.userByName(account, name), undefined);
    }
    expectSame(await identities.read.groupByName(farAccount, "idle"), undefined);
  }),

  storeCheck("makes a user with its access keys, policies and groups", async (bench) => {
    const { user, accessKeys } = await ciIsThere(bench);
    const { identities } = bench.store;
    expectSame(await knownOf(bench, "ci"), { user, accessKeys });
    for (const key of accessKeys) expectSame(await identities.read.accessKeyById(key.id), key);
    expectSame(await identities.write.createUser(aUser("alone"), []), "created");
    expectSame(await knownOf(bench, "alone"), { user: aUser("alone"), accessKeys: [] });
    expectSame(await identities.read.accessKeysOf(account, "nobody"), []);
  }),

  storeCheck("lists the users of one account, oldest first", async ({ store }) => {
    await store.seed(aSeed({ groups: [aGroup("g")] }));
    const { identities } = store;
    const users = [aUser("z", { groups: ["g"] }), aUser("a"), aUser("m", { groups: ["g"], policies: [] })];
    for (const user of users) expectSame(await identities.write.createUser(user, []), "created");
    expectSame(await identities.write.createUser(aUser("a", { account: farAccount }), []), "created");
    expectSame(await identities.read.listUsers(account), users);
    expectSame(await identities.read.listUsers(farAccount), [aUser("a", { account: farAccount })]);
    expectSame(await identities.read.listUsers("3"), []);
  }),

  storeCheck("makes nothing of a user whose name or access key id is taken", async (bench) => {
    const { user, accessKeys } = await ciIsThere(bench);
    const { identities } = bench.store;
    const changed = aUser("ci", { policies: [] });
    expectSame(await identities.write.createUser(changed, [anAccessKey("ci", "3")]), "name taken");
    expectSame(await identities.write.createUser(changed, [anAccessKey("ci", "1")]), "name taken");
    const keys = [anAccessKey("cd", "3"), anAccessKey("cd", "1")];
    expectSame(await identities.write.createUser(aUser("cd"), keys), "access key id taken");
    const twins = [anAccessKey("cd", "3"), anAccessKey("cd", "3")];
    expectSame(await identities.write.createUser(aUser("cd"), twins), "access key id taken");
    const far = { account: farAccount };
    const farKeys = [anAccessKey("ci", "1", far)];
    expectSame(await identities.write.createUser(aUser("ci", far), farKeys), "access key id taken");
    expectSame(await identities.read.listUsers(account), [user]);
    expectSame(await identities.read.listUsers(farAccount), []);
    expectSame(await identities.read.accessKeyById(anAccessKey("cd", "3").id), undefined);
    expectSame(await knownOf(bench, "ci"), { user, accessKeys });
  }),

  storeCheck("refuses a user of a group that is not there, or with another's access key", async (bench) => {
    await ciIsThere(bench);
    const { identities } = bench.store;
    await expectStoreError(identities.write.createUser(aUser("cd", { groups: ["a", "x"] }), []), "refused");
    await expectStoreError(identities.write.createUser(aUser("cd", { groups: ["a", "a"] }), []), "refused");
    const far = aUser("cd", { account: farAccount, groups: ["a"] });
    await expectStoreError(identities.write.createUser(far, []), "refused");
    await expectStoreError(identities.write.createUser(aUser("cd"), [anAccessKey("ci", "3")]), "refused");
    const farKey = anAccessKey("cd", "3", { account: farAccount });
    await expectStoreError(identities.write.createUser(aUser("cd"), [farKey]), "refused");
    expectSame((await identities.read.listUsers(account)).length, 1);
    expectSame(await identities.read.accessKeyById(farKey.id), undefined);
  }),

  storeCheck("makes one user when the same is made at once", async ({ store }) => {
    const answers = await Promise.all(
      [1, 2, 3].map(() => store.identities.write.createUser(aUser("ci"), [])),
    );
    expectSame(answers.filter((answer) => answer === "created").length, 1);
    expectSame(await store.identities.read.listUsers(account), [aUser("ci")]);
  }),

  storeCheck("deletes a user with its access keys and memberships", async (bench) => {
    const { user } = await ciIsThere(bench);
    const { identities } = bench.store;
    await identities.write.createUser(aUser("ci", { account: farAccount }), []);
    await identities.write.createUser(aUser("cd", { groups: ["a"] }), [anAccessKey("cd", "3")]);
    expectSame(await identities.read.userByName(account, "ci"), user);
    expectSame(await identities.write.deleteUser(account, "ci"), true);
    expectSame(await identities.write.deleteUser(account, "ci"), false);
    expectSame(await knownOf(bench, "ci"), { user: undefined, accessKeys: [] });
    for (const name of ["1", "2"]) {
      expectSame(await identities.read.accessKeyById(anAccessKey("ci", name).id), undefined);
    }
    expectSame(await identities.read.accessKeyById(anAccessKey("cd", "3").id), anAccessKey("cd", "3"));
    expectSame(await identities.read.listUsers(farAccount), [aUser("ci", { account: farAccount })]);
    expectSame(await identities.read.groupByName(account, "a"), aGroup("a"));
    expectSame(await identities.write.createUser(aUser("ci"), [anAccessKey("ci", "1")]), "created");
    expectSame(await knownOf(bench, "ci"), { user: aUser("ci"), accessKeys: [anAccessKey("ci", "1")] });
  }),

  storeCheck("puts other policies in the place of a user's", async (bench) => {
    const { user } = await ciIsThere(bench);
    const { identities } = bench.store;
    await identities.write.createUser(aUser("cd"), []);
    for (const policies of [['{"z":1}', '{"a":2}', '{"z":1}'], [], ['{"later":1}']]) {
      expectSame(await identities.write.setUserPolicies(account, "ci", policies), true);
      expectSame(await identities.read.userByName(account, "ci"), { ...user, policies });
    }
    expectSame(await identities.read.userByName(account, "cd"), aUser("cd"));
    expectSame(await identities.write.setUserPolicies(account, "nobody", []), false);
    expectSame(await identities.write.setUserPolicies(farAccount, "ci", []), false);
  }),

  storeCheck("gives a user that is there another access key", async (bench) => {
    const { accessKeys } = await ciIsThere(bench);
    const { identities } = bench.store;
    const another = anAccessKey("ci", "3");
    expectSame(await identities.write.createAccessKey(another), "created");
    expectSame(await identities.write.createAccessKey(another), "access key id taken");
    expectSame(await identities.write.createAccessKey(anAccessKey("nobody", "4")), "no user");
    expectSame(await identities.write.createAccessKey(anAccessKey("nobody", "3")), "no user");
    expectSame(
      await identities.write.createAccessKey(anAccessKey("ci", "4", { account: farAccount })),
      "no user",
    );
    await identities.write.createUser(aUser("ci", { account: farAccount }), []);
    const far = anAccessKey("ci", "3", { account: farAccount });
    expectSame(await identities.write.createAccessKey(far), "access key id taken");
    expectSame(await identities.read.accessKeysOf(account, "ci"), [...accessKeys, another]);
  }),

  storeCheck("disables and enables an access key of the account", async (bench) => {
    const { accessKeys } = await ciIsThere(bench);
    const { identities } = bench.store;
    const [key, other] = accessKeys;
    const id = key?.id ?? "";
    expectSame(await identities.read.accessKeyById(id), key);
    expectSame(await identities.write.setAccessKeyActive(farAccount, id, false), false);
    expectSame((await identities.read.accessKeyById(id))?.active, true);
    for (const active of [false, false, true]) {
      expectSame(await identities.write.setAccessKeyActive(account, id, active), true);
      expectSame((await identities.read.accessKeyById(id))?.active, active);
    }
    expectSame(await identities.read.accessKeyById(other?.id ?? ""), other);
    expectSame(await identities.write.setAccessKeyActive(account, "LTAI-none", true), false);
  }),

  storeCheck("deletes an access key of the account, and frees its id", async (bench) => {
    const { accessKeys } = await ciIsThere(bench);
    const { identities } = bench.store;
    const [key] = accessKeys;
    const id = key?.id ?? "";
    expectSame(await identities.read.accessKeyById(id), key);
    expectSame(await identities.write.deleteAccessKey(farAccount, id), false);
    expectSame(await identities.write.deleteAccessKey(account, id), true);
    expectSame(await identities.write.deleteAccessKey(account, id), false);
    expectSame(await identities.read.accessKeyById(id), undefined);
    expectSame(await identities.read.accessKeysOf(account, "ci"), accessKeys.slice(1));
    await identities.write.createUser(aUser("cd"), []);
    expectSame(await identities.write.createAccessKey({ ...anAccessKey("cd", "2"), id }), "created");
    expectSame((await identities.read.accessKeyById(id))?.userName, "cd");
  }),
];
