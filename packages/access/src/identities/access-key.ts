import { secretUtf8, wipe } from "@keyferry/bytes";
import type { SealLabel, Sealer } from "@keyferry/crypto";
import type { AccessKeyRecord } from "@keyferry/store";
import { AccessError } from "../errors.ts";
import type { Principal } from "../principal.ts";

/** An access key, ready to verify a signature. */
export interface AccessKey {
  readonly id: string;
  /** The secret's UTF-8 bytes: a copy of the caller's own, to be wiped after use. */
  readonly secret: Uint8Array;
  /** A request signed with an inactive key must be refused. */
  readonly active: boolean;
  /** Whose key it is. */
  readonly principal: Principal;
}

/** The record of a new, active access key, its secret sealed. */
export function sealAccessKey(
  key: { account: string; userName: string; id: string; secret: string },
  sealer: Sealer,
): AccessKeyRecord {
  const { account, userName, id } = key;
  const plaintext = secretUtf8(key.secret);
  try {
    return {
      id,
      account,
      userName,
      sealedSecret: sealer.seal(labelOf({ account, userName, id }), plaintext),
      active: true,
    };
  } finally {
    wipe(plaintext);
  }
}

/**
 * The secret of a stored access key.
 *
 * @throws AccessError `unreadable`: sealed under another root key, moved from another row, or altered
 */
export function openSecret(record: AccessKeyRecord, sealer: Sealer): Uint8Array {
  try {
    return sealer.open(labelOf(record), record.sealedSecret);
  } catch (cause) {
    // Not the sealer's own error: a caller could take that for a ciphertext of the request.
    const { id } = record;
    const row = { table: "access_keys", id };
    throw new AccessError("unreadable", `The secret of access key ${id} does not open`, { cause, row });
  }
}

function labelOf({
  account,
  userName,
  id: accessKeyId,
}: Pick<AccessKeyRecord, "account" | "userName" | "id">): SealLabel {
  return { kind: "access key secret", account, userName, accessKeyId };
}
