import type { AnswerOf, Operations } from "@keyferry/protocol";
import type { AliasRecord } from "@keyferry/store";
import { aliasArn, type ArnScope } from "../call/arn.ts";

/** What is told of an alias. */
export function aliasRowOf(
  scope: ArnScope,
  { name, keyId }: AliasRecord,
): AnswerOf<Operations["ListAliases"]>["Aliases"][number] {
  return { AliasName: name, AliasArn: aliasArn(scope, name), KeyId: keyId };
}
