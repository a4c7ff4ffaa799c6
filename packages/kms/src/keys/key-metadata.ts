import type { KeyMetadata } from "@keyferry/protocol";
import type { KeyRecord } from "@keyferry/store";

/**
 * What is told of a key.
 *
 * @param arn that of the key, which may be another account's than the caller's
 */
export function keyMetadata(key: KeyRecord, arn: string): KeyMetadata {
  return {
    KeyId: key.id,
    Arn: arn,
    KeySpec: key.spec,
    KeyUsage: key.usage,
    KeyState: key.state,
    Origin: key.origin,
    ProtectionLevel: key.protectionLevel,
    PrimaryKeyVersion: key.primaryVersionId,
    Creator: key.creator,
    CreationDate: new Date(key.createdAt),
    Description: key.description,
    AutomaticRotation: "Disabled",
    MaterialExpireTime: "",
    ...(key.instance !== null && { DKMSInstanceId: key.instance }),
    ...(key.deleteAt !== null && { DeleteDate: new Date(key.deleteAt) }),
  };
}
