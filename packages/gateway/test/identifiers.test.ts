import { everyOperation, type FieldRow, type IdentifierKind } from "@keyferry/protocol";
import { createView, type KeyStore, type Named, type NamedStore } from "@keyferry/store";
import { beforeAll, beforeEach, describe, expect, it } from "vitest";
import { actions, createWorld, fieldsOf, type ActionName, type World } from "./hostile/world.ts";
import { ci } from "./requests.ts";
import { account, outcomeIn, refusalIn, region } from "./service.ts";

/** What was looked up since the test began. */
const lookedUp: string[] = [];

/** A store that tells of every look-up by a name that callers give. */
function watched(store: KeyStore): KeyStore {
  const source: KeyStore = {
    ...store,
    view: async () => createView(source, { now: 0 }),
    scoped(scope) {
      const home = store.scoped(scope);
      const find = <T>(name: string, look: () => Promise<T>): Promise<T> => {
        lookedUp.push(name);
        return look();
      };
      const keys = {
        ...home.keys.read,
        byId: (id: string) => find(id, () => home.keys.read.byId(id)),
        byVersion: (id: string) => find(id, () => home.keys.read.byVersion(id)),
      };
      const aliases = {
        ...home.aliases.read,
        byName: (name: string) => find(name, () => home.aliases.read.byName(name)),
        keyOf: (name: string) => find(name, () => home.aliases.read.keyOf(name)),
      };
      const instances = {
        ...home.instances.read,
        byId: (id: string) => find(id, () => home.instances.read.byId(id)),
      };
      const secrets = {
        ...home.secrets.read,
        byName: (name: string) => find(name, () => home.secrets.read.byName(name)),
      };
      const named = <R extends Named>({ read, write }: NamedStore<R>): NamedStore<R> => ({
        read: { ...read, byName: (name) => find(name, () => read.byName(name)) },
        write,
      });
      return {
        ...home,
        networkRules: named(home.networkRules),
        accessPolicies: named(home.accessPolicies),
        accessPoints: named(home.accessPoints),
        clientKeys: {
          ...home.clientKeys,
          read: {
            ...home.clientKeys.read,
            byId: (id) => find(id, () => home.clientKeys.read.byId(id)),
          },
        },
        secrets: { ...home.secrets, read: secrets },
        keys: { ...home.keys, read: keys },
        aliases: { ...home.aliases, read: aliases },
        instances: { ...home.instances, read: instances },
      };
    },
  };
  return source;
}

let world: World;
let keyId: string;

beforeAll(async () => {
  world = await createWorld({ watchStore: watched });
  keyId = await world.service.newKey();
  await world.service.send("CreateAlias", world.sound.CreateAlias);
});
beforeEach(() => {
  lookedUp.length = 0;
});

type Case = readonly [action: ActionName, name: string, field: FieldRow];

const cases: readonly Case[] = actions.flatMap((action) =>
  fieldsOf(action)
    .filter(({ identifies }) => identifies !== undefined)
    .map((field): Case => [action, field.name, field]),
);

/** An identifier that is none, and one that is not there, with the code of that. */
const examples: Readonly<
  Record<IdentifierKind, readonly [malformed: string, unknown: string, code: RegExp]>
> = {
  key: ["none", "11111111-1111-4111-8111-111111111111", /^Forbidden\.KeyNotFound$/],
  "key version": ["none", "11111111-1111-4111-8111-111111111111", /^Forbidden\.KeyVersionNotFound$/],
  alias: ["none", "alias/none", /^Forbidden\.AliasNotFound$/],
  secret: ["no secret", "none", /^Forbidden\.ResourceNotFound$/],
  "client key": [
    "KAAP.none",
    `KAAP.${"0".repeat(8)}-0000-0000-0000-${"0".repeat(12)}`,
    /^Forbidden\.ResourceNotFound$/,
  ],
  access: ["no name", "none", /^Forbidden\.ResourceNotFound$/],
  instance: ["kst-none", `kst-${"0".repeat(21)}`, /^Forbidden\.DKMSInstanceNotFound$/],
};

const send = (action: ActionName, field: FieldRow, value: string, sending = {}) => {
  // What names the source of ReEncrypt is looked at where its algorithm is named.
  const pair = field.name.startsWith("Source") ? sourceOf(world) : {};
  const sound: Readonly<Record<string, string | undefined>> = world.sound[action];
  // A secret or an instance is named in the place of a key, where an operation takes either.
  const isOther = ["SecretName", "KmsInstanceId"].includes(field.name) && !field.required;
  const isInPlaceOfKey = (name: string) => isOther && name === "KeyId";
  const base = Object.fromEntries(
    Object.entries(sound).flatMap(([name, given]) =>
      given === undefined || isInPlaceOfKey(name) ? [] : [[name, given]],
    ),
  );
  return world.service.send(action, { ...base, ...pair, [field.name]: value }, sending);
};

function sourceOf({ sound }: World) {
  const { KeyId, KeyVersionId, CiphertextBlob } = sound.AsymmetricDecrypt;
  return {
    SourceKeyId: KeyId,
    SourceKeyVersionId: KeyVersionId,
    SourceEncryptionAlgorithm: "RSAES_OAEP_SHA_256",
    CiphertextBlob,
  };
}

describe("an identifier of no form that there is", () => {
  it.each(cases)("is refused by %s, names %s, and is not looked up", async (action, name, field) => {
    const [malformed] = examples[field.identifies ?? "key"];
    const response = await send(action, field, malformed);
    const { code, message } = refusalIn(response);
    expect([response.status, code]).toEqual([400, "InvalidParameter"]);
    expect(message).toMatch(new RegExp(`^The specified parameter is not valid\\. ${name}: must be `));
    expect(lookedUp).toEqual([]);
  });

  it.each(cases)(
    "is refused by %s, as %s, to a caller without permission as well",
    async (action, _, field) => {
      const [malformed] = examples[field.identifies ?? "key"];
      expect(outcomeIn(await send(action, field, malformed, { signer: ci }))).toBe("InvalidParameter");
    },
  );

  it.each(cases.filter(([action]) => everyOperation[action]?.dryRun))(
    "is ValidationError to a dry run of %s, as %s",
    async (action, name, field) => {
      const [malformed] = examples[field.identifies ?? "key"];
      const response = await world.service.send(action, {
        ...world.sound[action],
        [field.name]: malformed,
        DryRun: "true",
      });
      expect([response.status, outcomeIn(response)]).toEqual([400, "ValidationError"]);
      expect(refusalIn(response).message).toContain("InvalidParameter: ");
      expect(refusalIn(response).message).toContain(` ${name}: must be `);
      expect(lookedUp).toEqual([]);
    },
  );

  it("is what stands when something was typed behind a real one", async () => {
    const response = await world.service.send("DescribeKey", { KeyId: `${keyId}abc` });
    expect([response.status, outcomeIn(response)]).toEqual([400, "InvalidParameter"]);
    expect(refusalIn(response).message).toMatch(/^The specified parameter is not valid\. KeyId: /);
  });
});

describe("an identifier that is well-formed and not there", () => {
  // CreateAlias takes a name that is not there.
  const found = cases.filter(([action, name]) => action !== "CreateAlias" || name !== "AliasName");

  it.each(found)("is looked up by %s, as %s, and not found", async (action, _, field) => {
    const [, unknown, code] = examples[field.identifies ?? "key"];
    expect(outcomeIn(await send(action, field, unknown))).toMatch(code);
    expect(lookedUp).toContain(unknown);
  });

  it.each([
    ["another account", `acs:kms:${region}:2000000000000000:key/`],
    ["another region", `acs:kms:cn-beijing:${account}:key/`],
  ])("is the ARN of a key of %s", async (_, prefix) => {
    const response = await world.service.send("DescribeKey", { KeyId: `${prefix}${keyId}` });
    expect([response.status, outcomeIn(response)]).toEqual([404, "Forbidden.KeyNotFound"]);
  });
});
