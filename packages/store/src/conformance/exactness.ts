import { StoreError } from "../errors.ts";
import { storeCheck } from "./check.ts";
import type { StoreBench } from "./check.ts";
import { expectSame } from "./expect.ts";
import {
  addVersion,
  aKey,
  anAccessKey,
  anInstance,
  anotherVersion,
  aSeed,
  aVersion,
  createKey,
  listedKeys,
  versionIdOf,
} from "./fixtures.ts";

const TEXTS: readonly (readonly [string, string])[] = [
  ["quotes", `'; DROP TABLE keys; -- " \` \\ $1 ? %_`],
  ["Chinese", "订单密钥"],
  ["characters outside the basic plane", "\u{1f511}\u{20000}"],
  ["combining characters, not composed", "e\u0301 \u00e9"],
  ["white space", " \t\r\n\u00a0\u2028 "],
  ["control characters", "\u0001\u001f\u007f\u0085"],
  ["a long text", "x".repeat(8192)],
];

const INEXACT: readonly (readonly [string, string])[] = [
  ["NUL", "a\0b"],
  ["a lone surrogate", "a\ud800b"],
];

/** Stores that cannot keep a text must refuse it; none may keep another in its place. */
async function expectExactOrRefused({ read, write }: StoreBench, text: string): Promise<void> {
  const tags = [{ key: "text", value: text }];
  try {
    await createKey(write, "a", { description: text }, tags);
  } catch (error) {
    if (!(error instanceof StoreError) || error.reason !== "refused") {
      throw error;
    }
    expectSame(await listedKeys(read), []);
    return;
  }
  expectSame((await read.keyById("key-a"))?.description, text);
  expectSame(await read.tagsOf("key-a"), tags);
}

export const exactnessChecks = [
  ...TEXTS.map(([what, text]) =>
    storeCheck(`keeps ${what} as it is`, async ({ read, write }) => {
      const key = aKey("a", { description: text });
      const tags = [{ key: text, value: text }];
      const alias = { name: `alias/${text}`, keyId: key.id, createdAt: 1 };
      await write.createKey(key, aVersion("a"), tags);
      expectSame(await write.createAlias(alias, ["Enabled"]), "created");
      expectSame(await read.keyById("key-a"), key);
      expectSame(await read.tagsOf("key-a"), tags);
      expectSame(await read.aliasByName(alias.name), alias);
      expectSame(await listedKeys(read, { aliasName: [alias.name], tagValue: [text] }), ["key-a"]);
      expectSame(await write.updateDescription("key-a", `${text}!`, ["Enabled"]), true);
      expectSame((await read.keyById("key-a"))?.description, `${text}!`);
    }),
  ),

  ...TEXTS.map(([what, text]) =>
    storeCheck(`keeps ${what} as it is, in lists and policies too`, async ({ store, read, write }) => {
      const vpc = { regionId: text, vpcId: text, vSwitchId: text, vpcOwnerId: text };
      const connection = { vpcId: text, vSwitchIds: [text, ""], zoneIds: [text] };
      const instance = anInstance("one", { name: text, connection, boundVpcs: [vpc] });
      const user = { account: text, name: text, policies: ["", text, text], groups: [text] };
      const group = { account: text, name: text, policies: [text] };
      const role = { ...group, trustPolicy: text, maxSessionSeconds: 3600 };
      await store.seed(aSeed({ groups: [group], users: [user], roles: [role] }));
      await write.createInstance(instance);
      await createKey(write, "a", { instance: instance.id, policy: text });
      expectSame(await read.instanceById(instance.id), instance);
      expectSame((await read.keyById("key-a"))?.policy, text);
      const { credentials, identities } = store;
      expectSame(await credentials.userByName(text, text), user);
      expectSame(await credentials.groupByName(text, text), group);
      expectSame(await credentials.roleByName(text, text), role);
      expectSame(await identities.listUsers(text), [user]);
      expectSame(await write.setKeyPolicy("key-a", `${text}!`), true);
      expectSame((await read.keyById("key-a"))?.policy, `${text}!`);
      expectSame(await identities.setUserPolicies(text, text, [`${text}!`]), true);
      expectSame((await credentials.userByName(text, text))?.policies, [`${text}!`]);
    }),
  ),

  storeCheck("tells composed from combining characters", async ({ read, write }) => {
    await createKey(write, "e\u0301");
    expectSame(await read.keyById("key-\u00e9"), undefined);
    expectSame((await read.keyById("key-e\u0301"))?.id, "key-e\u0301");
  }),

  ...INEXACT.flatMap(([what, text]) => [
    storeCheck(`keeps ${what} exactly in a new description, or refuses it`, async ({ read, write }) => {
      await createKey(write, "a", { description: "old" });
      let expected = text;
      try {
        await write.updateDescription("key-a", text, ["Enabled"]);
      } catch (error) {
        if (!(error instanceof StoreError) || error.reason !== "refused") {
          throw error;
        }
        expected = "old";
      }
      expectSame((await read.keyById("key-a"))?.description, expected);
    }),

    storeCheck(`keeps ${what} exactly, or refuses it`, (bench) => expectExactOrRefused(bench, text)),

    storeCheck(`finds nothing by a text with ${what}`, async ({ store, read, write }) => {
      for (const name of ["a", "a\ufffdb"]) {
        await createKey(write, name);
        await write.createAlias({ name, keyId: `key-${name}`, createdAt: 1 }, ["Enabled"]);
      }
      expectSame(await read.keyById(`key-${text}`), undefined);
      expectSame(await read.keyByAlias(text), undefined);
      expectSame(await read.keyByVersion(versionIdOf(text)), undefined);
      expectSame(await read.aliasByName(text), undefined);
      expectSame(await read.tagsOf(`key-${text}`), []);
      expectSame(await read.instanceById(text), undefined);
      expectSame(await write.setKeyPolicy(`key-${text}`, "{}"), false);
      expectSame(await write.setPublicAccess(text, true), false);
      expectSame(await write.bindVpcs(text, []), false);
      const connection = { vpcId: "vpc", vSwitchIds: [], zoneIds: [] };
      expectSame(await write.connectInstance(text, connection), "not found");
      expectSame(await write.deleteInstance(text), "not found");
      expectSame(await listedKeys(read, { id: [`key-${text}`] }), []);
      expectSame(await listedKeys(read, { id: [`key-${text}`, "key-a"] }), ["key-a"]);
      const page = { offset: 0, limit: 10 };
      expectSame(await read.listVersions(`key-${text}`, page), { items: [], total: 0 });
      expectSame(await read.listAliases(page, `key-${text}`), { items: [], total: 0 });
      expectSame(await write.updateDescription(`key-${text}`, "new", ["Enabled"]), false);
      expectSame(await addVersion(write, "second", text), "key not usable");
      expectSame(
        await write.updateAlias("a", { from: "key-a", to: `key-${text}` }, ["Enabled"]),
        "key not usable",
      );
      expectSame(await write.deleteAlias("a", `key-${text}`), "another key's");
      expectSame(await write.updateAlias(text, { from: "key-a", to: "key-a" }, ["Enabled"]), "no alias");
      expectSame(await write.deleteAlias(text, "key-a"), "no alias");
      expectSame(await store.credentials.accessKeyById(text), undefined);
      const { credentials, identities } = store;
      expectSame(await credentials.userByName(text, text), undefined);
      expectSame(await credentials.groupByName(text, text), undefined);
      expectSame(await credentials.roleByName(text, text), undefined);
      expectSame(await identities.listUsers(text), []);
      expectSame(await identities.accessKeysOf(text, text), []);
      expectSame(await identities.deleteUser(text, text), false);
      expectSame(await identities.setUserPolicies(text, text, []), false);
      expectSame(await identities.createAccessKey(anAccessKey(text, "new")), "no user");
      expectSame(await identities.setAccessKeyActive(text, text, false), false);
      expectSame(await identities.deleteAccessKey(text, text), false);
    }),
  ]),

  storeCheck("keeps every byte of key material", async ({ read, write }) => {
    const materials = [
      new Uint8Array(0),
      new Uint8Array(3),
      Uint8Array.from({ length: 256 }, (_, index) => index),
      new Uint8Array(70_000).fill(0xff),
      // A part of a larger buffer: only the part belongs to it.
      new Uint8Array([9, 9, 1, 2, 3, 9, 9]).subarray(2, 5),
    ];
    for (const [index, material] of materials.entries()) {
      const name = String(index);
      await write.createKey(aKey(name), aVersion(name, { material }), []);
      expectSame((await read.keyByVersion(versionIdOf(name)))?.version.material, material);
      const [listed] = (await read.listVersions(`key-${name}`, { offset: 0, limit: 1 })).items;
      expectSame(listed?.material, material);
    }
  }),

  storeCheck("keeps its own copy of key material", async ({ read, write }) => {
    const material = new Uint8Array([1, 2, 3]);
    await write.createKey(aKey("a"), aVersion("a", { material }), []);
    material.fill(0);
    (await read.keyByVersion(versionIdOf("a")))?.version.material.fill(0);
    expectSame((await read.keyByVersion(versionIdOf("a")))?.version.material, new Uint8Array([1, 2, 3]));

    const second = { ...anotherVersion("second", "a"), material: new Uint8Array([4, 5, 6]) };
    await write.addVersion(second, { makePrimary: false, keyStates: ["Enabled"], maxVersions: 2 });
    second.material.fill(0);
    const page = { offset: 1, limit: 1 };
    (await read.listVersions("key-a", page)).items[0]?.material.fill(0);
    const [kept] = (await read.listVersions("key-a", page)).items;
    expectSame(kept?.material, new Uint8Array([4, 5, 6]));
  }),

  storeCheck("keeps times beyond 32 bits to the millisecond", async ({ read, write }) => {
    const key = aKey("a", { createdAt: 253_402_300_799_999 });
    await write.createKey(key, aVersion("a"), []);
    expectSame(await read.keyById("key-a"), key);
  }),
];
