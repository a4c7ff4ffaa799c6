import { equalBytes } from "@keyferry/bytes";
import { CryptoError, materialDigest, type Sealer, type SealLabel } from "@keyferry/crypto";
import { serviceError } from "@keyferry/protocol";
import type { KeyVersionRecord } from "@keyferry/store";
import type { ExternalKey } from "./external-key.ts";

/**
 * The fingerprint of material, sealed: what the version has already, where it has one.
 *
 * @throws ServiceError `InvalidKeyMaterial` for other material than was imported first
 * @throws CryptoError `unsupported` for material that is no key of the spec
 */
export function fingerprintOf(
  sealer: Sealer,
  { owner, spec }: ExternalKey,
  { id: versionId, fingerprint }: KeyVersionRecord,
  material: Uint8Array,
): Uint8Array {
  const label: SealLabel = { kind: "material fingerprint", ...owner, versionId };
  const digest = materialDigest(spec, material);
  if (fingerprint === null) return sealer.seal(label, digest);
  if (!equalBytes(sealer.open(label, fingerprint), digest)) throw serviceError("InvalidKeyMaterial");
  return fingerprint;
}

/**
 * Does what looks at wrapped material. Whatever is wrong with it, the answer is the same, so that nobody can ask what is
 * inside.
 *
 * @throws ServiceError `InvalidKeyMaterial`
 */
export async function refusingMaterial<T>(work: () => T | Promise<T>): Promise<T> {
  try {
    return await work();
  } catch (cause) {
    if (cause instanceof CryptoError && cause.reason !== "unavailable" && cause.reason !== "unreadable key") {
      throw serviceError("InvalidKeyMaterial", { cause });
    }
    throw cause;
  }
}
