import type { AliasRow } from "@keyferry/protocol";
import type { AliasRecord } from "@keyferry/store";
import { aliasArn, type ArnScope } from "../call/arn.ts";

/** What is told of an alias. */
export function aliasRowOf(scope: ArnScope, { name, keyId }: AliasRecord): AliasRow {
  return { AliasName: name, AliasArn: aliasArn(scope, name), KeyId: keyId };
}
