import { authenticatesWith, isMacKeySpec, type MacAlgorithm } from "@keyferry/algorithms";
import type { BackendKey, CryptoBackend, Mac } from "@keyferry/crypto";
import { serviceError } from "@keyferry/protocol";
import { keyOwner } from "./data-key.ts";
import type { VersionTarget } from "../call/targets.ts";
import { mismatch } from "./key-pair.ts";

/**
 * A version of a key for message authentication codes as the crypto backends take it.
 *
 * @throws ServiceError `UnsupportedOperation` for a key of another kind, `InvalidParameter` for an algorithm that is not
 *   the key's
 */
export function macKey(use: VersionTarget, algorithm: MacAlgorithm): BackendKey {
  const { key, version } = use;
  const { spec } = key;
  if (!isMacKeySpec(spec)) {
    throw serviceError("UnsupportedOperation", { reason: `the KeySpec of ${key.id} is ${spec}` });
  }
  if (!authenticatesWith(spec, algorithm)) throw mismatch(spec, algorithm, "Algorithm");
  const { id: versionId, custody, material } = version;
  return { owner: keyOwner(use, key), versionId, spec, custody, material };
}

/** @throws ServiceError `UnsupportedOperation` where no backend makes authentication codes */
export function macOf({ name, mac }: Pick<CryptoBackend, "name" | "mac">): Mac {
  if (mac !== undefined) return mac;
  throw serviceError("UnsupportedOperation", { reason: `${name} makes no message authentication codes` });
}
