import { isAsymmetricKeySpec, type KeyUsage } from "@keyferry/algorithms";
import { type BackendKey } from "@keyferry/crypto";
import { serviceError } from "@keyferry/protocol";
import { keyOwner } from "../keys/key-owner.ts";
import type { VersionTarget } from "../call/targets.ts";

/**
 * A version of a key pair as the crypto backends take it.
 *
 * @param usage what the key must be for; any when absent
 * @throws ServiceError `Rejected.UnsupportedOperation` for a symmetric key, or one of another usage
 */
export function asymmetricKey(use: VersionTarget, usage?: KeyUsage): BackendKey {
  const { key, version } = use;
  const { id, spec } = key;
  if (!isAsymmetricKeySpec(spec)) {
    throw serviceError("Rejected.UnsupportedOperation", { reason: `the KeySpec of ${id} is ${spec}` });
  }
  if (usage !== undefined && key.usage !== usage) {
    throw serviceError("Rejected.UnsupportedOperation", { reason: `the KeyUsage of ${id} is ${key.usage}` });
  }
  const { id: versionId, custody, material } = version;
  return { owner: keyOwner(use, key), versionId, spec, custody, material };
}
