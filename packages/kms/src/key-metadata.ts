import type { AnswerOf, Operations } from "@keyferry/protocol";
import type { KeyRecord } from "@keyferry/store";
import { keyArn, type ArnScope } from "./arn.ts";

/** What is told of a key. */
export function keyMetadata(
  scope: ArnScope,
  key: KeyRecord,
): AnswerOf<Operations["CreateKey"]>["KeyMetadata"] {
  return {
    KeyId: key.id,
    Arn: keyArn(scope, key.id),
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
