import {
  getKmsInstance,
  listApplicationAccessPoints,
  listClientKeys,
  listKmsInstances,
  listNetworkRules,
  listPolicies,
  ServiceError,
  type Operation,
} from "@keyferry/protocol";
import type { ExampleThings } from "@keyferry/protocol/examples";
import type { Facts } from "../../connection/connection.ts";
import { newStamp } from "../../connection/signed-call.ts";
import type { Call } from "../../connection/use-call.ts";
import * as keys from "./keys-here.ts";
import { exampleRecipient, madeUp, nobody } from "./made-up.ts";
import { secretHere } from "./secrets-here.ts";

/** A thing that an example may be about. */
export type ThingName = keyof ExampleThings;

type Finders = { readonly [Name in keyof typeof madeUp]: () => Promise<ExampleThings[Name] | undefined> };

/** What an example is about, and which things had to be made up. */
export interface ThingsHere {
  readonly things: ExampleThings;
  readonly missing: readonly ThingName[];
}

/**
 * Finds what an example is about among what this KMS has. It makes nothing that stays: it lists, reads, and asks for the
 * ciphertexts and signatures that an example decrypts or verifies.
 *
 * @param used the things that the example is about
 */
export async function thingsHere(
  call: Call,
  operation: Operation,
  { account, region }: Facts,
  used: ReadonlySet<ThingName>,
): Promise<ThingsHere> {
  const finders = findersOf(call, operation);
  const names = (Object.keys(madeUp) as (keyof typeof madeUp)[]).filter((name) => used.has(name));
  const found = await Promise.all(
    names.map(async (name) => [name, await tried<unknown>(finders[name])] as const),
  );
  return {
    things: {
      ...madeUp,
      ...Object.fromEntries(found.filter(([, thing]) => thing !== undefined)),
      ...{ account, region, newName: `example-${newStamp().time.toString(36)}` },
      recipient: used.has("recipient") ? await exampleRecipient() : nobody,
    },
    missing: found.flatMap(([name, thing]) => (thing === undefined ? [name] : [])),
  };
}

/** What the caller may not see is not there for the caller. */
async function tried<T>(find: () => Promise<T | undefined>): Promise<T | undefined> {
  try {
    return await find();
  } catch (error) {
    if (error instanceof ServiceError) return undefined;
    throw error;
  }
}

function findersOf(call: Call, operation: Operation): Finders {
  const PageSize = 100;
  const key = () => keys.keyHere(call, operation, 0);
  const accessPoint = async () =>
    (await call(listApplicationAccessPoints, { PageSize })).ApplicationAccessPoints.at(-1)?.Name;
  return {
    key,
    other: () => keys.keyHere(call, operation, 1),
    async keyInstance() {
      const found = await key();
      return found === undefined ? undefined : keys.instanceOfKey(call, found.KeyId);
    },
    secret: () => secretHere(call, operation, "usual"),
    managedSecret: () => secretHere(call, operation, "managed"),
    deletedSecret: () => secretHere(call, operation, "deleted"),
    cipherPair: () => keys.cipherPairHere(call),
    signingPair: () => keys.signingPairHere(call),
    macKey: () => keys.macKeyHere(call),
    waitingKey: () => keys.waitingKeyHere(call),
    wrappedMaterial: () => keys.wrappedMaterialHere(call),
    instance: () => instanceHere(call, true),
    newInstance: () => instanceHere(call, false),
    // No operation lists them.
    managedDataKey: () => Promise.resolve(undefined),
    networkRule: async () => (await call(listNetworkRules, { PageSize })).NetworkRules.at(-1)?.Name,
    accessPolicy: async () => (await call(listPolicies, { PageSize })).Policies.at(-1)?.Name,
    accessPoint,
    async clientKey() {
      const { ApplicationAccessPoints } = await call(listApplicationAccessPoints, { PageSize });
      for (const { Name: AapName } of ApplicationAccessPoints.toReversed()) {
        const [one] = (await call(listClientKeys, { AapName })).ClientKeys;
        if (one !== undefined) return { ClientKeyId: one.ClientKeyId, AapName };
      }
      return undefined;
    },
  };
}

async function instanceHere(call: Call, connected: boolean): Promise<string | undefined> {
  const { KmsInstances } = await call(listKmsInstances, { PageSize: 100 });
  for (const { KmsInstanceId } of KmsInstances.toReversed()) {
    const { KmsInstance } = await call(getKmsInstance, { KmsInstanceId });
    if ((KmsInstance.Status === "Connected") === connected) return KmsInstanceId;
  }
  return undefined;
}
