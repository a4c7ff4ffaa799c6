import { expectSame } from "@keyferry/conformance";
import { StoreError } from "../../errors.ts";
import { storeCheck } from "../bench/check.ts";
import type { StoreBench } from "../bench/check.ts";
import {
  addVersion,
  aKey,
  anAccessKey,
  anInstance,
  anotherVersion,
  aRecipient,
  aSeed,
  aVersion,
  createKey,
  listedKeys,
  versionIdOf,
} from "../bench/fixtures.ts";

const hardTexts: readonly (readonly [string, string])[] = [
  ["quotes", `'; DROP TABLE keys; -- " \` \\ $1 ? %_`],
  ["Chinese", "订单密钥"],
  ["characters outside the basic plane", "\u{1f511}\u{20000}"],
  ["combining characters, not composed", "e\u0301 \u00e9"],
  ["white space", " \t\r\n\u00a0\u2028 "],
  ["control characters", "\u0001\u001f\u007f\u0085"],
  ["a long text", "x".repeat(8192)],
];

const inexactText: readonly (readonly [string, string])[] = [
  ["NUL", "a\0b"],
  ["a lone surrogate", "a\ud800b"],
];

/** Stores that cannot keep a text must refuse it; none may keep another in its place. */
async function expectExactOrRefused({ home }: StoreBench, text: string): Promise<void> {
  const tags = [{ key: "text", value: text }];
  try {
    await createKey(home, "a", { description: text }, tags);
  } catch (error) {
    if (!(error instanceof StoreError) || error.reason !== "refused") {
      throw error;
    }
    expectSame(await listedKeys(home), []);
    return;
  }
  expectSame((await home.keys.read.byId("key-a"))?.description, text);
  expectSame(await home.tags.read.of("key", "key-a"), tags);
}

export const exactnessChecks = [
  ...hardTexts.map(([what, text]) =>
    storeCheck(`keeps ${what} as it is`, async ({ home }) => {
      const key = aKey("a", { description: text });
      const tags = [{ key: text, value: text }];
      const alias = { name: `alias/${text}`, keyId: key.id, createdAt: 1 };
      await home.keys.write.create(key, aVersion("a"), tags);
      expectSame(await home.aliases.write.create(alias, ["Enabled"]), "created");
      expectSame(await home.keys.read.byId("key-a"), key);
      expectSame(await home.tags.read.of("key", "key-a"), tags);
      expectSame(await home.aliases.read.byName(alias.name), alias);
      expectSame(await listedKeys(home, { aliasName: [alias.name], tagValue: [text] }), ["key-a"]);
      expectSame(await home.keys.write.updateDescription("key-a", `${text}!`, ["Enabled"]), true);
      expectSame((await home.keys.read.byId("key-a"))?.description, `${text}!`);
    }),
  ),

  ...hardTexts.map(([what, text]) =>
    storeCheck(`keeps ${what} as it is, in lists and policies too`, async ({ store, home }) => {
      const vpc = { regionId: text, vpcId: text, vSwitchId: text, vpcOwnerId: text };
      const connection = { vpcId: text, vSwitchIds: [text, ""], zoneIds: [text], connectedAt: 1 };
      const instance = anInstance("one", {
        name: text,
        connection,
        boundVpcs: [vpc],
        deletionProtection: text,
      });
      const user = { account: text, name: text, policies: ["", text, text], groups: [text] };
      const group = { account: text, name: text, policies: [text] };
      const role = { ...group, trustPolicy: text, maxSessionSeconds: 3600 };
      const recipient = aRecipient(text, { account: text, note: text, certificateChain: text });
      await store.seed(aSeed({ groups: [group], users: [user], roles: [role], recipients: [recipient] }));
      await home.instances.write.create(instance);
      await createKey(home, "a", { instance: instance.id, policy: text });
      expectSame(await home.instances.read.byId(instance.id), instance);
      expectSame((await home.keys.read.byId("key-a"))?.policy, text);
      const { identities } = store;
      expectSame(await identities.read.userByName(text, text), user);
      expectSame(await identities.read.groupByName(text, text), group);
      expectSame(await identities.read.roleByName(text, text), role);
      expectSame(await identities.read.listUsers(text), [user]);
      expectSame(await store.recipients.read.list(text), [recipient]);
      expectSame(await home.policies.write.set("key-a", `${text}!`), true);
      expectSame((await home.keys.read.byId("key-a"))?.policy, `${text}!`);
      expectSame(await identities.write.setUserPolicies(text, text, [`${text}!`]), true);
      expectSame((await identities.read.userByName(text, text))?.policies, [`${text}!`]);
    }),
  ),

  storeCheck("tells composed from combining characters", async ({ home }) => {
    await createKey(home, "e\u0301");
    expectSame(await home.keys.read.byId("key-\u00e9"), undefined);
    expectSame((await home.keys.read.byId("key-e\u0301"))?.id, "key-e\u0301");
  }),

  ...inexactText.flatMap(([what, text]) => [
    storeCheck(`keeps ${what} exactly in a new description, or refuses it`, async ({ home }) => {
      await createKey(home, "a", { description: "old" });
      let expected = text;
      try {
        await home.keys.write.updateDescription("key-a", text, ["Enabled"]);
      } catch (error) {
        if (!(error instanceof StoreError) || error.reason !== "refused") {
          throw error;
        }
        expected = "old";
      }
      expectSame((await home.keys.read.byId("key-a"))?.description, expected);
    }),

    storeCheck(`keeps ${what} exactly, or refuses it`, (bench) => expectExactOrRefused(bench, text)),

    storeCheck(`finds nothing by a text with ${what}`, async ({ store, home }) => {
      for (const name of ["a", "a\ufffdb"]) {
        await createKey(home, name);
        await home.aliases.write.create({ name, keyId: `key-${name}`, createdAt: 1 }, ["Enabled"]);
      }
      expectSame(await home.keys.read.byId(`key-${text}`), undefined);
      expectSame(await home.aliases.read.keyOf(text), undefined);
      expectSame(await home.keys.read.byVersion(versionIdOf(text)), undefined);
      expectSame(await home.aliases.read.byName(text), undefined);
      expectSame(await home.tags.read.of("key", `key-${text}`), []);
      expectSame(await home.instances.read.byId(text), undefined);
      expectSame(await home.policies.write.set(`key-${text}`, "{}"), false);
      expectSame(await home.instances.write.setPublicAccess(text, true), false);
      expectSame(await home.instances.write.bindVpcs(text, []), false);
      const connection = { vpcId: "vpc", vSwitchIds: [], zoneIds: [], connectedAt: 1 };
      expectSame(await home.instances.write.connect(text, connection), "not found");
      expectSame(await home.instances.write.delete(text), "not found");
      expectSame(await home.instances.write.rename(text, "new"), false);
      expectSame(await home.instances.write.setDeletionProtection(text, "new"), false);
      expectSame(await home.instances.read.usage(text), { keyVersions: 0, secrets: 0 });
      expectSame(await listedKeys(home, { id: [`key-${text}`] }), []);
      expectSame(await listedKeys(home, { id: [`key-${text}`, "key-a"] }), ["key-a"]);
      const page = { offset: 0, limit: 10 };
      expectSame(await home.keys.read.listVersions(`key-${text}`, page), { items: [], total: 0 });
      expectSame(await home.aliases.read.list(page, `key-${text}`), { items: [], total: 0 });
      expectSame(await home.keys.write.updateDescription(`key-${text}`, "new", ["Enabled"]), false);
      expectSame(await addVersion(home, "second", text), "key not usable");
      expectSame(
        await home.aliases.write.move("a", { from: "key-a", to: `key-${text}` }, ["Enabled"]),
        "key not usable",
      );
      expectSame(await home.aliases.write.delete("a", `key-${text}`), "another key's");
      expectSame(
        await home.aliases.write.move(text, { from: "key-a", to: "key-a" }, ["Enabled"]),
        "no alias",
      );
      expectSame(await home.aliases.write.delete(text, "key-a"), "no alias");
      expectSame(await store.identities.read.accessKeyById(text), undefined);
      const { identities } = store;
      expectSame(await identities.read.userByName(text, text), undefined);
      expectSame(await identities.read.groupByName(text, text), undefined);
      expectSame(await identities.read.roleByName(text, text), undefined);
      expectSame(await identities.read.listUsers(text), []);
      expectSame(await identities.read.accessKeysOf(text, text), []);
      expectSame(await identities.write.deleteUser(text, text), false);
      expectSame(await identities.write.setUserPolicies(text, text, []), false);
      expectSame(await identities.write.createAccessKey(anAccessKey(text, "new")), "no user");
      expectSame(await identities.write.setAccessKeyActive(text, text, false), false);
      expectSame(await identities.write.deleteAccessKey(text, text), false);
    }),
  ]),

  storeCheck("keeps every byte of key material", async ({ home }) => {
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
      await home.keys.write.create(aKey(name), aVersion(name, { material }), []);
      expectSame((await home.keys.read.byVersion(versionIdOf(name)))?.version.material, material);
      const [listed] = (await home.keys.read.listVersions(`key-${name}`, { offset: 0, limit: 1 })).items;
      expectSame(listed?.material, material);
    }
  }),

  storeCheck("keeps its own copy of key material", async ({ home }) => {
    const material = new Uint8Array([1, 2, 3]);
    await home.keys.write.create(aKey("a"), aVersion("a", { material }), []);
    material.fill(0);
    (await home.keys.read.byVersion(versionIdOf("a")))?.version.material.fill(0);
    expectSame(
      (await home.keys.read.byVersion(versionIdOf("a")))?.version.material,
      new Uint8Array([1, 2, 3]),
    );

    const second = { ...anotherVersion("second", "a"), material: new Uint8Array([4, 5, 6]) };
    await home.keys.write.addVersion(second, { makePrimary: false, keyStates: ["Enabled"], maxVersions: 2 });
    second.material.fill(0);
    const page = { offset: 1, limit: 1 };
    (await home.keys.read.listVersions("key-a", page)).items[0]?.material.fill(0);
    const [kept] = (await home.keys.read.listVersions("key-a", page)).items;
    expectSame(kept?.material, new Uint8Array([4, 5, 6]));
  }),

  storeCheck("keeps times beyond 32 bits to the millisecond", async ({ home }) => {
    const key = aKey("a", { createdAt: 253_402_300_799_999 });
    await home.keys.write.create(key, aVersion("a"), []);
    expectSame(await home.keys.read.byId("key-a"), key);
  }),
];
