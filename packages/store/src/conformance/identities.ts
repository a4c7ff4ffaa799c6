import type { AccessKeyRecord, UserRecord } from "../records.ts";
import { HOME, storeCheck } from "./check.ts";
import type { StoreBench } from "./check.ts";
import { expectSame, expectStoreError } from "./expect.ts";
import { aGroup, anAccessKey, aRole, aSeed, aUser } from "./fixtures.ts";

const { account } = HOME;
const FAR = "1000000000000002";

/** What a store knows of a user called `name`. */
async function knownOf({ store }: StoreBench, name: string) {
  const { credentials, identities } = store;
  return {
    user: await credentials.userByName(account, name),
    accessKeys: await identities.accessKeysOf(account, name),
  };
}

/** Two groups, and the user `ci` in both, with two access keys. */
async function ciIsThere({
  store,
}: StoreBench): Promise<{ user: UserRecord; accessKeys: AccessKeyRecord[] }> {
  await store.seed(aSeed({ groups: [aGroup("a"), aGroup("z")] }));
  const user = aUser("ci", { groups: ["z", "a"] });
  const accessKeys = [anAccessKey("ci", "2"), anAccessKey("ci", "1", { active: false })];
  expectSame(await store.identities.createUser(user, accessKeys), "created");
  return { user, accessKeys };
}

export const identityChecks = [
  storeCheck("finds groups and roles by account and name", async ({ store }) => {
    const groups = [
      aGroup("g"),
      aGroup("idle", { policies: [] }),
      aGroup("g", { account: FAR, policies: ["{}"] }),
    ];
    const roles = [aRole("r"), aRole("r", { account: FAR, trustPolicy: "{}", maxSessionSeconds: 900 })];
    expectSame(await store.seed(aSeed({ groups, roles })), true);
    const { credentials } = store;
    for (const group of groups) expectSame(await credentials.groupByName(group.account, group.name), group);
    for (const role of roles) expectSame(await credentials.roleByName(role.account, role.name), role);
    for (const name of ["G", "R", "ci", ""]) {
      expectSame(await credentials.groupByName(account, name), undefined);
      expectSame(await credentials.roleByName(account, name), undefined);
      expectSame(await credentials.userByName(account, name), undefined);
    }
    expectSame(await credentials.groupByName(FAR, "idle"), undefined);
  }),

  storeCheck("makes a user with its access keys, policies and groups", async (bench) => {
    const { user, accessKeys } = await ciIsThere(bench);
    const { credentials, identities } = bench.store;
    expectSame(await knownOf(bench, "ci"), { user, accessKeys });
    for (const key of accessKeys) expectSame(await credentials.accessKeyById(key.id), key);
    expectSame(await identities.createUser(aUser("alone"), []), "created");
    expectSame(await knownOf(bench, "alone"), { user: aUser("alone"), accessKeys: [] });
    expectSame(await identities.accessKeysOf(account, "nobody"), []);
  }),

  storeCheck("lists the users of one account, oldest first", async ({ store }) => {
    await store.seed(aSeed({ groups: [aGroup("g")] }));
    const { identities } = store;
    const users = [aUser("z", { groups: ["g"] }), aUser("a"), aUser("m", { groups: ["g"], policies: [] })];
    for (const user of users) expectSame(await identities.createUser(user, []), "created");
    expectSame(await identities.createUser(aUser("a", { account: FAR }), []), "created");
    expectSame(await identities.listUsers(account), users);
    expectSame(await identities.listUsers(FAR), [aUser("a", { account: FAR })]);
    expectSame(await identities.listUsers("3"), []);
  }),

  storeCheck("makes nothing of a user whose name or access key id is taken", async (bench) => {
    const { user, accessKeys } = await ciIsThere(bench);
    const { credentials, identities } = bench.store;
    const changed = aUser("ci", { policies: [] });
    expectSame(await identities.createUser(changed, [anAccessKey("ci", "3")]), "name taken");
    expectSame(await identities.createUser(changed, [anAccessKey("ci", "1")]), "name taken");
    const keys = [anAccessKey("cd", "3"), anAccessKey("cd", "1")];
    expectSame(await identities.createUser(aUser("cd"), keys), "access key id taken");
    const twins = [anAccessKey("cd", "3"), anAccessKey("cd", "3")];
    expectSame(await identities.createUser(aUser("cd"), twins), "access key id taken");
    const far = { account: FAR };
    const farKeys = [anAccessKey("ci", "1", far)];
    expectSame(await identities.createUser(aUser("ci", far), farKeys), "access key id taken");
    expectSame(await identities.listUsers(account), [user]);
    expectSame(await identities.listUsers(FAR), []);
    expectSame(await credentials.accessKeyById(anAccessKey("cd", "3").id), undefined);
    expectSame(await knownOf(bench, "ci"), { user, accessKeys });
  }),

  storeCheck("refuses a user of a group that is not there, or with another's access key", async (bench) => {
    await ciIsThere(bench);
    const { credentials, identities } = bench.store;
    await expectStoreError(identities.createUser(aUser("cd", { groups: ["a", "x"] }), []), "refused");
    await expectStoreError(identities.createUser(aUser("cd", { groups: ["a", "a"] }), []), "refused");
    const far = aUser("cd", { account: FAR, groups: ["a"] });
    await expectStoreError(identities.createUser(far, []), "refused");
    await expectStoreError(identities.createUser(aUser("cd"), [anAccessKey("ci", "3")]), "refused");
    const farKey = anAccessKey("cd", "3", { account: FAR });
    await expectStoreError(identities.createUser(aUser("cd"), [farKey]), "refused");
    expectSame((await identities.listUsers(account)).length, 1);
    expectSame(await credentials.accessKeyById(farKey.id), undefined);
  }),

  storeCheck("makes one user when the same is made at once", async ({ store }) => {
    const answers = await Promise.all([1, 2, 3].map(() => store.identities.createUser(aUser("ci"), [])));
    expectSame(answers.filter((answer) => answer === "created").length, 1);
    expectSame(await store.identities.listUsers(account), [aUser("ci")]);
  }),

  storeCheck("deletes a user with its access keys and memberships", async (bench) => {
    const { user } = await ciIsThere(bench);
    const { credentials, identities } = bench.store;
    await identities.createUser(aUser("ci", { account: FAR }), []);
    await identities.createUser(aUser("cd", { groups: ["a"] }), [anAccessKey("cd", "3")]);
    expectSame(await credentials.userByName(account, "ci"), user);
    expectSame(await identities.deleteUser(account, "ci"), true);
    expectSame(await identities.deleteUser(account, "ci"), false);
    expectSame(await knownOf(bench, "ci"), { user: undefined, accessKeys: [] });
    for (const name of ["1", "2"])
      expectSame(await credentials.accessKeyById(anAccessKey("ci", name).id), undefined);
    expectSame(await credentials.accessKeyById(anAccessKey("cd", "3").id), anAccessKey("cd", "3"));
    expectSame(await identities.listUsers(FAR), [aUser("ci", { account: FAR })]);
    expectSame(await credentials.groupByName(account, "a"), aGroup("a"));
    expectSame(await identities.createUser(aUser("ci"), [anAccessKey("ci", "1")]), "created");
    expectSame(await knownOf(bench, "ci"), { user: aUser("ci"), accessKeys: [anAccessKey("ci", "1")] });
  }),

  storeCheck("puts other policies in the place of a user's", async (bench) => {
    const { user } = await ciIsThere(bench);
    const { credentials, identities } = bench.store;
    await identities.createUser(aUser("cd"), []);
    for (const policies of [['{"z":1}', '{"a":2}', '{"z":1}'], [], ['{"later":1}']]) {
      expectSame(await identities.setUserPolicies(account, "ci", policies), true);
      expectSame(await credentials.userByName(account, "ci"), { ...user, policies });
    }
    expectSame(await credentials.userByName(account, "cd"), aUser("cd"));
    expectSame(await identities.setUserPolicies(account, "nobody", []), false);
    expectSame(await identities.setUserPolicies(FAR, "ci", []), false);
  }),

  storeCheck("gives a user that is there another access key", async (bench) => {
    const { accessKeys } = await ciIsThere(bench);
    const { identities } = bench.store;
    const another = anAccessKey("ci", "3");
    expectSame(await identities.createAccessKey(another), "created");
    expectSame(await identities.createAccessKey(another), "access key id taken");
    expectSame(await identities.createAccessKey(anAccessKey("nobody", "4")), "no user");
    expectSame(await identities.createAccessKey(anAccessKey("nobody", "3")), "no user");
    expectSame(await identities.createAccessKey(anAccessKey("ci", "4", { account: FAR })), "no user");
    await identities.createUser(aUser("ci", { account: FAR }), []);
    const far = anAccessKey("ci", "3", { account: FAR });
    expectSame(await identities.createAccessKey(far), "access key id taken");
    expectSame(await identities.accessKeysOf(account, "ci"), [...accessKeys, another]);
  }),

  storeCheck("disables and enables an access key of the account", async (bench) => {
    const { accessKeys } = await ciIsThere(bench);
    const { credentials, identities } = bench.store;
    const [key, other] = accessKeys;
    const id = key?.id ?? "";
    expectSame(await credentials.accessKeyById(id), key);
    expectSame(await identities.setAccessKeyActive(FAR, id, false), false);
    expectSame((await credentials.accessKeyById(id))?.active, true);
    for (const active of [false, false, true]) {
      expectSame(await identities.setAccessKeyActive(account, id, active), true);
      expectSame((await credentials.accessKeyById(id))?.active, active);
    }
    expectSame(await credentials.accessKeyById(other?.id ?? ""), other);
    expectSame(await identities.setAccessKeyActive(account, "LTAI-none", true), false);
  }),

  storeCheck("deletes an access key of the account, and frees its id", async (bench) => {
    const { accessKeys } = await ciIsThere(bench);
    const { credentials, identities } = bench.store;
    const [key] = accessKeys;
    const id = key?.id ?? "";
    expectSame(await credentials.accessKeyById(id), key);
    expectSame(await identities.deleteAccessKey(FAR, id), false);
    expectSame(await identities.deleteAccessKey(account, id), true);
    expectSame(await identities.deleteAccessKey(account, id), false);
    expectSame(await credentials.accessKeyById(id), undefined);
    expectSame(await identities.accessKeysOf(account, "ci"), accessKeys.slice(1));
    await identities.createUser(aUser("cd"), []);
    expectSame(await identities.createAccessKey({ ...anAccessKey("cd", "2"), id }), "created");
    expectSame((await credentials.accessKeyById(id))?.userName, "cd");
  }),
];
