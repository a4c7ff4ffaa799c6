import { isAsymmetricKeySpec, isKeySpec } from "@keyferry/algorithms";
import type { CryptoBackend } from "@keyferry/crypto";
import type {
  AddVersionOptions,
  KeyReader,
  KeyRecord,
  KeyStore,
  KeyVersionRecord,
  ScopedWriters,
  StoreScope,
} from "@keyferry/store";
import { newAuditTrail, type AuditTrail } from "../call/audit-trail.ts";
import type { NewMaterial } from "../call/new-material.ts";
import type { Scope } from "../call/scope.ts";
import { keyOwner } from "../crypto/data-key.ts";
import { newVersionId, type RandomBytes } from "./identifiers.ts";
import { signingOf } from "./key-usage.ts";
import { type Protector, refuseMoved } from "./protection-level.ts";

/** What a new version is made with, and for whom. */
export interface VersionMaker {
  readonly scope: Pick<Scope, "account" | "region" | "time">;
  readonly trail: AuditTrail;
  readonly crypto: Pick<CryptoBackend, "createKey"> & Protector["crypto"];
  readonly strictProtectionLevel: boolean;
  readonly random: RandomBytes;
  readonly read: { readonly keys: Pick<KeyReader, "byVersion"> };
  readonly write: Pick<ScopedWriters, "keys">;
  readonly material: NewMaterial;
}

/** What versions are made with that no call asks for. */
export interface UncalledVersions extends Pick<
  VersionMaker,
  "crypto" | "strictProtectionLevel" | "random" | "material"
> {
  readonly store: Pick<KeyStore, "scoped">;
}

/**
 * What a version is made with that no call asks for: it is in no call's trail.
 *
 * @param time milliseconds since the epoch
 */
export function uncalledMaker(
  { store, crypto, strictProtectionLevel, random, material }: UncalledVersions,
  { account, region }: StoreScope,
  time: number,
): VersionMaker {
  const { read, write } = store.scoped({ account, region }).keys;
  return {
    scope: { account, region, time },
    trail: newAuditTrail(),
    ...{ crypto, strictProtectionLevel, random, material },
    read: { keys: read },
    write: { keys: write },
  };
}

/** What became of it. */
export interface NewVersion {
  readonly version: KeyVersionRecord;
  readonly outcome: "added" | "key not usable" | "too many versions" | "over quota";
}

/**
 * Gives a key another version. A symmetric key uses it from then on; of an asymmetric one whoever encrypts names a version.
 *
 * @throws CryptoError
 * @throws ServiceError `Unsupported.ProtectionLevel`
 */
export async function addNewVersion(
  maker: VersionMaker,
  key: KeyRecord,
  options: Omit<AddVersionOptions, "makePrimary">,
): Promise<NewVersion> {
  const { scope, trail, crypto, random, read, write, material } = maker;
  const { spec, protectionLevel, usage, primaryVersionId } = key;
  if (!isKeySpec(spec)) {
    throw new Error(`a stored key has the unknown spec ${spec}`);
  }
  const primary = await read.keys.byVersion(primaryVersionId);
  if (primary !== undefined) refuseMoved({ ...key, spec }, primary.version, maker);
  const versionId = newVersionId(key, random);
  const owner = keyOwner(scope, key);
  const made = await crypto.createKey({ owner, versionId, spec, protectionLevel, ...signingOf(usage) });
  const version = { id: versionId, keyId: key.id, createdAt: scope.time, fingerprint: null, ...made };
  const makePrimary = !isAsymmetricKeySpec(spec);
  const add = () => write.keys.addVersion(version, { ...options, makePrimary });
  return { version, outcome: await material.keep({ scope, trail }, version, add, "added") };
}
