import { isKeySpec } from "@keyferry/algorithms";
import { type CryptoBackend, type ProtectionLevel, type StoredMaterial } from "@keyferry/crypto";
import { serviceError } from "@keyferry/protocol";
import {
  noMaterial,
  rotationFrom,
  type KeyRecord,
  type KeyVersionRecord,
  type StoreScope,
} from "@keyferry/store";
import type { NewKeyIds } from "./identifiers.ts";
import { keyOwner } from "../crypto/data-key.ts";
import { signingOf, usageOf } from "./key-usage.ts";

/** What distinguishes a new key. */
export interface NewKeyPlan {
  /** The account and the region that it is made in. */
  readonly scope: StoreScope;
  readonly ids: NewKeyIds;
  /** Any text: a spec that no backend makes is refused. */
  readonly spec: string;
  /** Default: what keys of the spec are for when nobody says. */
  readonly usage?: string | undefined;
  /** `EXTERNAL`: its material is imported later. Default `Aliyun_KMS`. */
  readonly origin?: "Aliyun_KMS" | "EXTERNAL" | undefined;
  readonly protectionLevel: ProtectionLevel;
  readonly instance: string | null;
  /** The key policy, JSON text; null outside instances. Default null. */
  readonly policy?: string | null;
  /** How long after its newest version the next one is due. Default null: none is made by itself. */
  readonly rotationSeconds?: number | null;
  readonly description: string;
  /** The account's id, or the short name of the cloud service whose key it is. */
  readonly creator: string;
  /** Milliseconds since the epoch. */
  readonly now: number;
  /**
   * Fixed material, for tests and imports: the raw key of a cipher, PKCS #8 in DER of a key pair. Random when absent.
   * The caller wipes it.
   */
  readonly material?: Uint8Array;
}

/** What makes the material of new keys. */
type KeyMaker = Pick<CryptoBackend, "name" | "createKey" | "importer">;

/**
 * Makes the material of a new key and the records that the store will keep.
 *
 * @throws ServiceError `UnsupportedOperation` for a spec without a row, `InvalidParameter` for a usage that does not go
 *   with the spec
 * @throws CryptoError `unsupported` for material that is no key of the spec, and where no backend could use it as wanted
 */
export async function makeKey(
  crypto: KeyMaker,
  plan: NewKeyPlan,
): Promise<{ readonly key: KeyRecord; readonly version: KeyVersionRecord }> {
  const { scope, ids, spec, protectionLevel, instance, description, creator, now, policy = null } = plan;
  const { origin = "Aliyun_KMS" } = plan;
  if (!isKeySpec(spec)) {
    throw serviceError("UnsupportedOperation", { reason: `keys of KeySpec ${spec} are not supported` });
  }
  const usage = usageOf(spec, plan.usage);
  const owner = keyOwner(scope, { id: ids.keyId, instance });
  const newKey = { owner, versionId: ids.versionId, spec, protectionLevel, ...signingOf(usage) };
  const material = origin === "EXTERNAL" ? noMaterial : await makeMaterial(crypto, newKey, plan.material);
  return {
    key: {
      id: ids.keyId,
      instance,
      spec,
      usage,
      origin,
      protectionLevel,
      state: origin === "EXTERNAL" ? "PendingImport" : "Enabled",
      description,
      creator,
      createdAt: now,
      deleteAt: null,
      primaryVersionId: ids.versionId,
      materialExpiresAt: null,
      rotatedAt: now,
      rotation: rotationFrom(now, plan.rotationSeconds ?? null),
      deletionProtection: null,
      policy,
    },
    version: { id: ids.versionId, keyId: ids.keyId, createdAt: now, fingerprint: null, ...material },
  };
}

function makeMaterial(
  crypto: KeyMaker,
  key: Parameters<CryptoBackend["createKey"]>[0],
  material: Uint8Array | undefined,
): StoredMaterial | Promise<StoredMaterial> {
  if (material === undefined) return crypto.createKey(key);
  if (crypto.importer === undefined) {
    throw serviceError("UnsupportedOperation", {
      reason: `${crypto.name} takes no key material from outside`,
    });
  }
  return crypto.importer.importKey(key, material);
}
