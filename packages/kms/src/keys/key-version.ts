import type { KeyVersion } from "@keyferry/protocol";
import type { KeyVersionRecord } from "@keyferry/store";

/** What is told of a key version. */
export function keyVersionOf(version: KeyVersionRecord): KeyVersion {
  return { KeyId: version.keyId, KeyVersionId: version.id, CreationDate: new Date(version.createdAt) };
}
