import { intervalText, type KeyMetadata } from "@keyferry/protocol";
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
    LastRotationDate: new Date(key.rotatedAt),
    ...rotationOf(key),
    MaterialExpireTime: key.materialExpiresAt === null ? "" : seconds(key.materialExpiresAt),
    ...(key.instance !== null && { DKMSInstanceId: key.instance }),
    ...(key.deleteAt !== null && { DeleteDate: new Date(key.deleteAt) }),
  };
}

/** A key that is not enabled keeps its rotation, which waits. */
function rotationOf({
  state,
  rotation,
}: KeyRecord): Pick<KeyMetadata, "AutomaticRotation" | "RotationInterval" | "NextRotationDate"> {
  if (rotation === null) {
    return { AutomaticRotation: "Disabled" };
  }
  return {
    AutomaticRotation: state === "Enabled" ? "Enabled" : "Suspended",
    RotationInterval: intervalText(rotation.intervalSeconds),
    NextRotationDate: new Date(rotation.nextAt),
  };
}

function seconds(time: number): string {
  return `${new Date(time).toISOString().slice(0, 19)}Z`;
}
