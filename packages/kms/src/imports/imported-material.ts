import type { ImportAlgorithm } from "@keyferry/algorithms";
import { equalBytes, wiping } from "@keyferry/bytes";
import {
  CryptoError,
  materialDigest,
  type CryptoBackend,
  type Sealer,
  type SealLabel,
} from "@keyferry/crypto";
import { serviceError } from "@keyferry/protocol";
import type { KeyVersionRecord } from "@keyferry/store";
import type { ExternalKey } from "./external-key.ts";

/**
 * The fingerprint of material, sealed: what the version has already, where it has one.
 *
 * @throws ServiceError `InvalidKeyMaterial` for other material than was imported first
 * @throws CryptoError `material refused` for material that is no key of the spec, `unreadable key` where the fingerprint that
 *   is stored does not open
 */
export function fingerprintOf(
  sealer: Sealer,
  { owner, spec }: ExternalKey,
  { id: versionId, fingerprint }: KeyVersionRecord,
  material: Uint8Array,
): Uint8Array {
  const label: SealLabel = { kind: "material fingerprint", ...owner, versionId };
  return wiping(materialDigest(spec, material), (digest) => {
    if (fingerprint === null) return sealer.seal(label, digest);
    const isFirst = wiping(opened(sealer, label, fingerprint), (first) => equalBytes(first, digest));
    if (!isFirst) throw serviceError("InvalidKeyMaterial");
    return fingerprint;
  });
}

/** What the caller has sent is not to blame where what the store keeps does not open. */
function opened(sealer: Sealer, label: SealLabel & { readonly versionId: string }, fingerprint: Uint8Array) {
  try {
    return sealer.open(label, fingerprint);
  } catch (cause) {
    const message = `the fingerprint of key version ${label.versionId} does not open`;
    throw new CryptoError("unreadable key", message, { cause });
  }
}

/** Material on its way in. */
export interface WrappedMaterial {
  readonly algorithm: ImportAlgorithm;
  /** PKCS #8, DER, of the pair that the material is wrapped for; secret. */
  readonly privateKey: Uint8Array;
  readonly wrapped: Uint8Array;
}

/**
 * The material inside. Whatever is wrong with what is wrapped, the answer is the same, so that nobody can ask what is in
 * it. The caller wipes it.
 *
 * @throws ServiceError `InvalidKeyMaterial`
 * @throws CryptoError `unsupported` where nobody unwraps it
 */
export async function unwrapMaterial(
  unwrapper: NonNullable<CryptoBackend["unwrapper"]>,
  { privateKey, wrapped, algorithm }: WrappedMaterial,
): Promise<Uint8Array> {
  try {
    return await unwrapper.unwrap(privateKey, wrapped, algorithm);
  } catch (cause) {
    if (cause instanceof CryptoError && cause.reason === "undecryptable") {
      throw serviceError("InvalidKeyMaterial", { cause });
    }
    throw cause;
  }
}
