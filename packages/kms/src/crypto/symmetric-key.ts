import { isSymmetricKeySpec } from "@keyferry/algorithms";
import { type BackendKey } from "@keyferry/crypto";
import { serviceError } from "@keyferry/protocol";
import { keyOwner } from "../keys/key-owner.ts";
import type { VersionTarget } from "../call/targets.ts";

/**
 * A key version as the crypto backends take it.
 *
 * @throws ServiceError `UnsupportedOperation` unless the key is symmetric
 */
export function symmetricKey(use: Omit<VersionTarget, "resource">): BackendKey {
  const { key, version } = use;
  const { spec } = key;
  if (!isSymmetricKeySpec(spec)) {
    throw serviceError("UnsupportedOperation", { reason: `the KeySpec of ${key.id} is ${spec}` });
  }
  const { id: versionId, custody, material } = version;
  return { owner: keyOwner(use, key), versionId, spec, custody, material };
}
