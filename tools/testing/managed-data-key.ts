import { randomBytes } from "node:crypto";
import type { CryptoBackend } from "@keyferry/crypto";
import { makeManagedDataKeyVersion } from "@keyferry/kms";
import type { KeyStore, StoreScope } from "@keyferry/store";
import type { ExampleManagedDataKey } from "./examples.ts";

/** What a managed data key is put into. */
export interface ManagedDataKeyPlace {
  readonly store: KeyStore;
  readonly crypto: CryptoBackend;
  readonly scope: StoreScope;
  /** Milliseconds since the epoch. */
  readonly now: number;
}

/** Puts versions of a managed data key into a store, as a seed does; answers the last one, and the material of each. */
export async function putManagedDataKey(
  { store, crypto, scope, now }: ManagedDataKeyPlace,
  name: string,
  keyId: string,
  versionIds: readonly string[] = ["xH6OPUmz"],
): Promise<ExampleManagedDataKey & { readonly materials: readonly Uint8Array[] }> {
  const { keys, secrets } = store.scoped(scope);
  const key = await keys.read.byId(keyId);
  const sealing = key && (await keys.read.byVersion(key.primaryVersionId));
  if (sealing === undefined) throw new Error(`there is no key ${keyId}`);
  const random = (length: number) => new Uint8Array(randomBytes(length));
  const materials: Uint8Array[] = [];
  for (const versionId of versionIds) {
    const material = random(32);
    materials.push(new Uint8Array(material));
    const plan = { scope, sealing, name, versionId, material, now };
    const made = await makeManagedDataKeyVersion({ crypto, random }, plan);
    await secrets.write.create(made.secret, made.versions, made.tags);
  }
  return { DataKeyName: name, DataKeyVersionId: versionIds.at(-1) ?? "", materials };
}
