import { secretBase64, wiping } from "@keyferry/bytes";
import type { CryptoBackend } from "@keyferry/crypto";
import { managedDataKeyVersionName, serviceError } from "@keyferry/protocol";
import type { KeyWithVersion, SeedSecret, StoreScope } from "@keyferry/store";
import { newAuditTrail } from "../call/audit-trail.ts";
import { currentStage } from "../call/secret-stages.ts";
import { sealingTarget } from "../call/secret-value-target.ts";
import type { VersionTarget } from "../call/targets.ts";
import { withHostFallback } from "../crypto/host-fallback.ts";
import type { RandomBytes } from "../keys/identifiers.ts";
import { defaultSecretPolicyText } from "./secret-policy.ts";
import { sealedText } from "./sealed-value.ts";

/** Bytes of a managed data key. */
const length = 32;

/** What a version of a managed data key is made of. */
export interface ManagedDataKeyPlan {
  readonly scope: StoreScope;
  /** A symmetric key of the scope. */
  readonly sealing: KeyWithVersion;
  /** Name of the managed data key. */
  readonly name: string;
  /** 8 letters and digits. */
  readonly versionId: string;
  /** 32 bytes, which whoever has them wipes. */
  readonly material: Uint8Array;
  /** Milliseconds since the epoch. */
  readonly now: number;
}

/**
 * Makes a version of a managed data key: a secret of its own, whose value is the data key in base64. It lives where the key
 * lives under which it is sealed. No operation makes one.
 *
 * @throws ServiceError `InvalidParameter` for material of another length, `UnsupportedOperation` for a key that is not symmetric
 * @throws CryptoError
 */
export async function makeManagedDataKeyVersion(
  { crypto, random }: { readonly crypto: CryptoBackend; readonly random: RandomBytes },
  { scope, sealing, name, versionId, material, now }: ManagedDataKeyPlan,
): Promise<SeedSecret> {
  if (material.length !== length) {
    throw serviceError("InvalidParameter", { reason: `a managed data key has ${String(length)} bytes` });
  }
  const { account } = scope;
  const { id: keyId, instance } = sealing.key;
  const secretName = managedDataKeyVersionName(name, versionId);
  const value = { secretName, id: versionId, dataType: "binary" } as const;
  const call = {
    crypto: withHostFallback(crypto, { policy: "refuse", random }),
    // The store does not have the key yet: a seed's few messages are not counted.
    countMessage: (use: VersionTarget) => use,
    trail: newAuditTrail(),
  };
  const version = await wiping(secretBase64(material), (text) =>
    sealedText(call, sealingTarget(scope, sealing), value, { text, now }),
  );
  return {
    scope,
    secret: {
      name: secretName,
      instance,
      type: "Generic",
      description: "",
      keyId,
      creator: account,
      createdAt: now,
      updatedAt: now,
      deleteAt: null,
      policy: instance === null ? null : defaultSecretPolicyText(account),
      stages: [{ name: currentStage, versionId }],
      extendedConfig: null,
      rotation: null,
    },
    versions: [version],
    tags: [],
  };
}
