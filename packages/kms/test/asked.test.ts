import { defaultKeyPolicy } from "@keyferry/access";
import {
  connectKmsInstance,
  createAlias,
  createKey,
  deleteAlias,
  encrypt,
  getDefaultKmsInstance,
  getKmsInstance,
  listKmsInstances,
  reEncrypt,
  releaseKmsInstance,
  setKeyPolicy,
  updateAlias,
  updateKmsInstanceBindVpc,
  type OperationName,
} from "@keyferry/protocol";
import { describe, expect, it } from "vitest";
import { handlers } from "../src/operations/index.ts";
import { keyOperations, useKey, type KeyOperation, type UsedKey } from "./key-operations.ts";
import { keyPairOperations, useKeyPair } from "./key-pair-operations.ts";
import { newKeyPair, type Usage } from "./key-pairs.ts";
import { account, as, createService, outcomeOf, region, type Caller, type Service } from "./service.ts";

const one = `key-${"1".repeat(21)}`;
const two = `key-${"2".repeat(21)}`;
const three = `key-${"3".repeat(21)}`;
const instance = `kst-${"i".repeat(21)}`;
const ci = as("ci");
const denied = "Forbidden.NoPermission";
const arn = (resource: string) => `acs:kms:${region}:${account}:${resource}`;
const allowAll = { Effect: "Allow", Action: "kms:*", Resource: "*" };

/** A service whose user `ci` may do everything, with what it was asked. */
interface Scene {
  readonly service: Service;
  readonly asked: string[];
  /** Called before a question is decided. */
  readonly meanwhile: { act: () => Promise<unknown> };
  readonly used: UsedKey;
}

/** Three keys, the first two with an alias of each, and an instance without keys. */
async function newScene(): Promise<Scene> {
  const asked: string[] = [];
  const meanwhile: Scene["meanwhile"] = { act: () => Promise.resolve() };
  const service = await createService({
    keyIds: [one, two, three],
    users: [{ name: "ci", statements: [allowAll] }],
    onQuestion: async ({ principal, action, resource }) => {
      if (principal.type === "root") return;
      asked.push(`${action} ${resource}`);
      await meanwhile.act();
    },
  });
  await service.call(createAlias, { KeyId: one, AliasName: "alias/one" });
  await service.call(createAlias, { KeyId: two, AliasName: "alias/two" });
  await service.newInstance({ id: instance });
  return { service, asked, meanwhile, used: await useKey(service, one, "alias/one") };
}

/** An operation, called so that it touches as much as it can, and what the caller needs for it. */
interface Act {
  readonly needs: readonly string[];
  /** Prepares the call, which may be made later. */
  readonly prepare: (scene: Scene) => Promise<(caller: Caller) => Promise<unknown>>;
}

/** Operations of which only the resource differs. */
function on(resource: string, name: KeyOperation): Act {
  const prepare: Act["prepare"] = async ({ service, used }) => {
    if (name === "CancelKeyDeletion") await service.setState(one, "PendingDeletion");
    return (caller) => keyOperations[name](service, used, caller);
  };
  return { needs: [`kms:${name} ${arn(resource)}`], prepare };
}

/** Operations on an instance, which is not connected where they connect it. */
function onInstance(
  resource: string,
  name: OperationName,
  call: (service: Service, KmsInstanceId: string, caller: Caller) => Promise<unknown>,
): Act {
  return {
    needs: [`kms:${name} ${arn(resource)}`],
    prepare: async ({ service }) => {
      const id = `kst-${"n".repeat(21)}`;
      if (name === "ConnectKmsInstance") await service.newInstance({ id, connection: null });
      return (caller) => call(service, name === "ConnectKmsInstance" ? id : instance, caller);
    },
  };
}

/** Operations on key pairs; the id of the pair stands for itself, since nobody knows it before. */
function onPair([name, usage, call]: (typeof keyPairOperations)[number]): readonly [string, Act] {
  const prepare: Act["prepare"] = async ({ service }) => {
    const pair = await newKeyPair(service, "EC_SM2", usage satisfies Usage);
    const used = await useKeyPair(service, usage, pair);
    return (caller) => call(service, used, caller);
  };
  return [name, { needs: [`kms:${name} ${arn("key/")}`], prepare }];
}

const connection = { KMProvider: "Aliyun", VpcId: "vpc-z", VSwitchIds: "vsw-z", ZoneIds: "z" } as const;

const acts: Readonly<Record<string, Act>> = {
  CreateKey: {
    needs: [`kms:CreateKey ${arn("key")}`],
    prepare: ({ service }) =>
      Promise.resolve((caller) => service.call(createKey, { DKMSInstanceId: instance }, caller)),
  },
  ListKeys: on("key", "ListKeys"),
  ListAliases: on("alias", "ListAliases"),
  DescribeRegions: { ...on("", "DescribeRegions"), needs: [] },
  CreateAlias: {
    needs: [`kms:CreateAlias ${arn(`key/${one}`)}`, `kms:CreateAlias ${arn("alias/new")}`],
    prepare: on("", "CreateAlias").prepare,
  },
  UpdateAlias: {
    needs: [arn("alias/two"), arn(`key/${two}`), arn(`key/${one}`)].map(
      (resource) => `kms:UpdateAlias ${resource}`,
    ),
    prepare: ({ service }) =>
      Promise.resolve((caller) => service.call(updateAlias, { KeyId: one, AliasName: "alias/two" }, caller)),
  },
  DeleteAlias: {
    needs: [`kms:DeleteAlias ${arn("alias/two")}`, `kms:DeleteAlias ${arn(`key/${two}`)}`],
    prepare: ({ service }) =>
      Promise.resolve((caller) => service.call(deleteAlias, { AliasName: "alias/two" }, caller)),
  },
  ReEncrypt: {
    needs: [`kms:ReEncryptFrom ${arn(`key/${two}`)}`, `kms:ReEncryptTo ${arn(`key/${one}`)}`],
    prepare: async ({ service }) => {
      const { CiphertextBlob } = await service.call(encrypt, { KeyId: two, Plaintext: "a" });
      return (caller) => service.call(reEncrypt, { CiphertextBlob, DestinationKeyId: one }, caller);
    },
  },
  ListKmsInstances: onInstance("keystore", "ListKmsInstances", ({ call }, _, caller) =>
    call(listKmsInstances, {}, caller),
  ),
  GetDefaultKmsInstance: onInstance("keystore", "GetDefaultKmsInstance", ({ call }, _, caller) =>
    call(getDefaultKmsInstance, {}, caller),
  ),
  GetKmsInstance: onInstance(`keystore/${instance}`, "GetKmsInstance", ({ call }, KmsInstanceId, caller) =>
    call(getKmsInstance, { KmsInstanceId }, caller),
  ),
  ConnectKmsInstance: onInstance(
    `keystore/kst-${"n".repeat(21)}`,
    "ConnectKmsInstance",
    ({ call }, KmsInstanceId, caller) => call(connectKmsInstance, { KmsInstanceId, ...connection }, caller),
  ),
  UpdateKmsInstanceBindVpc: onInstance(
    `keystore/${instance}`,
    "UpdateKmsInstanceBindVpc",
    ({ call }, KmsInstanceId, caller) => {
      const bound = { RegionId: region, VpcId: "vpc-b", VSwitchId: "vsw-b", VpcOwnerId: "2000000000000000" };
      return call(updateKmsInstanceBindVpc, { KmsInstanceId, BindVpcs: [bound] }, caller);
    },
  ),
  ReleaseKmsInstance: onInstance(
    `keystore/${instance}`,
    "ReleaseKmsInstance",
    ({ call }, KmsInstanceId, caller) => call(releaseKmsInstance, { KmsInstanceId }, caller),
  ),
  ...Object.fromEntries(keyPairOperations.map(onPair)),
  ...Object.fromEntries(
    (
      [
        "DescribeKey",
        "UpdateKeyDescription",
        "EnableKey",
        "DisableKey",
        "ScheduleKeyDeletion",
        "CancelKeyDeletion",
        "CreateKeyVersion",
        "ListKeyVersions",
        "DescribeKeyVersion",
        "ListAliasesByKeyId",
        "GetKeyPolicy",
        "SetKeyPolicy",
        "Encrypt",
        "Decrypt",
        "GenerateDataKey",
        "GenerateDataKeyWithoutPlaintext",
        "ExportDataKey",
        "GenerateAndExportDataKey",
      ] as const
    ).map((name) => [name, on(`key/${one}`, name)]),
  ),
};
const names = Object.keys(acts);

/** Everything that is there, by ARN. */
async function stateOf({ store }: Service): Promise<ReadonlyMap<string, string>> {
  const home = store.scoped({ account, region });
  const all = { offset: 0, limit: 100 };
  const state = new Map<string, string>();
  for (const key of (await home.keys.read.list({}, all)).items) {
    const own = [
      await home.aliases.read.list(all, key.id),
      await home.keys.read.listVersions(key.id, all),
      await home.tags.read.ofKey(key.id),
    ];
    state.set(arn(`key/${key.id}`), JSON.stringify([key, ...own]));
  }
  for (const alias of (await home.aliases.read.list(all)).items)
    state.set(arn(alias.name), JSON.stringify(alias));
  for (const kept of await home.instances.read.list())
    state.set(arn(`keystore/${kept.id}`), JSON.stringify(kept));
  return state;
}

/** The ARNs of what is not as it was. What is new counts by what it was made in. */
function changed(before: ReadonlyMap<string, string>, after: ReadonlyMap<string, string>): readonly string[] {
  return [...new Set([...before.keys(), ...after.keys()])]
    .filter((name) => before.get(name) !== after.get(name))
    .map((name) => (before.has(name) || name.includes(":alias/") ? name : name.replace(/\/.*$/, "")));
}

const resourcesOf = (asked: readonly string[]) => asked.map((question) => question.replace(/^\S+ /, ""));

describe("what a call asks access control", () => {
  it("stands in this table for every operation", () => {
    expect(names.toSorted()).toEqual(Object.keys(handlers).toSorted());
  });

  it.each(names)("%s: the permissions of the table, and no more", async (name) => {
    const { needs = [], prepare } = acts[name] ?? {};
    const scene = await newScene();
    const act = await prepare?.(scene);
    expect(await outcomeOf(act?.(ci) ?? Promise.reject(new Error("no act")))).toBe("OK");
    const isPair = keyPairOperations.some(([pairOperation]) => pairOperation === name);
    const asked = isPair ? scene.asked.map((question) => question.replace(/[^/]*$/, "")) : scene.asked;
    expect(asked.toSorted()).toEqual([...needs].toSorted());
  });

  it.each(names)("%s: everything that it changes is among what it asks about", async (name) => {
    const scene = await newScene();
    const act = await acts[name]?.prepare(scene);
    const before = await stateOf(scene.service);
    await act?.(ci);
    const resources = resourcesOf(scene.asked);
    for (const resource of changed(before, await stateOf(scene.service)))
      expect(resources).toContain(resource);
  });

  it.each(names)(
    "%s: a Deny on any of it, by policy of the user or of the key, refuses it whole",
    async (name) => {
      const first = await newScene();
      await (
        await acts[name]?.prepare(first)
      )?.(ci);
      const isPair = keyPairOperations.some(([pairOperation]) => pairOperation === name);
      for (const resource of isPair ? [] : resourcesOf(first.asked)) {
        const scene = await newScene();
        const act = await acts[name]?.prepare(scene);
        const before = await stateOf(scene.service);
        const statements = [allowAll, { Effect: "Deny", Action: "*", Resource: resource }];
        const policy = JSON.stringify({ Version: "1", Statement: statements });
        await scene.service.store.identities.write.setUserPolicies(account, "ci", [policy]);
        expect(await outcomeOf(act?.(ci) ?? Promise.resolve())).toBe(denied);
        expect(changed(before, await stateOf(scene.service))).toEqual([]);
        const [, KeyId] = /:key\/(.+)$/.exec(resource) ?? [];
        if (KeyId === undefined) continue;

        const byKey = await newScene();
        const actByKey = await acts[name]?.prepare(byKey);
        await byKey.service.call(setKeyPolicy, { KeyId, Policy: policyAgainstCi });
        const beforeByKey = await stateOf(byKey.service);
        expect(await outcomeOf(actByKey?.(ci) ?? Promise.resolve())).toBe(denied);
        expect(changed(beforeByKey, await stateOf(byKey.service))).toEqual([]);
      }
    },
  );
});

const { Version, Statement } = defaultKeyPolicy(account) as {
  readonly Version: string;
  readonly Statement: object[];
};
const policyAgainstCi = JSON.stringify({
  Version,
  Statement: [
    ...Statement,
    {
      Effect: "Deny",
      Principal: { RAM: [`acs:ram::${account}:user/ci`] },
      Action: ["kms:*"],
      Resource: ["*"],
    },
  ],
});

describe("an alias that moves between the question and the deed", () => {
  /** A caller who is denied everything on `three`, to which the alias of `two` moves while access is asked. */
  async function moving(
    act: (service: Service) => Promise<unknown>,
  ): Promise<{ outcome: string; keyId?: string }> {
    const { service, meanwhile } = await newScene();
    await service.call(setKeyPolicy, { KeyId: three, Policy: policyAgainstCi });
    meanwhile.act = () => service.call(updateAlias, { KeyId: three, AliasName: "alias/two" });
    const outcome = await outcomeOf(act(service));
    const alias = await service.store.scoped({ account, region }).aliases.read.byName("alias/two");
    return { outcome, ...(alias && { keyId: alias.keyId }) };
  }
  const stays = { outcome: "Rejected.StateModifiedFailed", keyId: three };

  it("stays with the key that nobody was asked about: UpdateAlias", async () => {
    const request = { KeyId: one, AliasName: "alias/two" };
    expect(await moving(({ call }) => call(updateAlias, request, ci))).toEqual(stays);
  });

  it("stays with the key that nobody was asked about: DeleteAlias", async () => {
    expect(await moving(({ call }) => call(deleteAlias, { AliasName: "alias/two" }, ci))).toEqual(stays);
  });
});
