import { isSymmetricKeySpec, type BackendKey } from "@keyferry/crypto";
import { serviceError } from "@keyferry/protocol";
import type { VersionTarget } from "./targets.ts";

/**
 * A key version as the crypto backends take it.
 *
 * @throws ServiceError `UnsupportedOperation` unless the key is symmetric
 */
export function symmetricKey({ key, version }: Pick<VersionTarget, "key" | "version">): BackendKey {
  const { spec } = key;
  if (!isSymmetricKeySpec(spec)) {
    throw serviceError("UnsupportedOperation", { reason: `the KeySpec of ${key.id} is ${spec}` });
  }
  return { versionId: version.id, spec, custody: version.custody, material: version.material };
}
