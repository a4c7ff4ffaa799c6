import type { KeySpec } from "@keyferry/algorithms";
import { copyPublic, joinPublic, publicBytesOf } from "@keyferry/bytes";
import pkcs11 from "pkcs11js";
import { bufferOf } from "../session/buffers.ts";
import type { Attributes } from "../session/session.ts";

/**
 * What an object of the token is for. One key, one purpose: a symmetric key of the service is three keys of the token.
 *
 * - `encryption`: AES, as long as its spec says, encrypts callers' data in GCM.
 * - `wrapping`: AES of the same length, wraps data keys (RFC 5649).
 * - `mac`: 32 bytes, binds wrapped data keys to their key version and context (HMAC-SHA-256).
 * - `hmac`: as long as its spec says, authenticates callers' messages.
 * - `private` and `public`: the two sides of a key pair.
 * - `recipient`: an RSA private key that data keys are exported to.
 * - `data-key`: an AES key that has arrived.
 */
export type KeyRole =
  "encryption" | "wrapping" | "mac" | "hmac" | "private" | "public" | "recipient" | "data-key";

/** The owner, in labels, of keys that have arrived and of those that they were exported to. */
export const receiverOwner = "receiver";

/** An object of the token, by name. */
export interface ObjectName {
  /** A key version's id, or {@link receiverOwner}. */
  readonly owner: string;
  /** What the CKA_IDs of the objects of one key version begin with, 16 bytes. */
  readonly id: Uint8Array;
  readonly role: KeyRole;
  /** What the object must be: of a key that has arrived, only that it is AES is known. */
  readonly spec: KeySpec | "AES";
}

/** Length of the id that the objects of one key version share, in bytes. */
export const idLength = 16;

interface RoleRow {
  readonly class: number;
  /**
   * The last byte of CKA_ID: NSS takes two secret keys of one CKA_ID for the same object. The halves of a pair share
   * theirs, as everywhere.
   */
  readonly suffix: number;
}

const roles: Readonly<Record<KeyRole, RoleRow>> = {
  encryption: { class: pkcs11.CKO_SECRET_KEY, suffix: 1 },
  wrapping: { class: pkcs11.CKO_SECRET_KEY, suffix: 2 },
  mac: { class: pkcs11.CKO_SECRET_KEY, suffix: 3 },
  private: { class: pkcs11.CKO_PRIVATE_KEY, suffix: 4 },
  public: { class: pkcs11.CKO_PUBLIC_KEY, suffix: 4 },
  recipient: { class: pkcs11.CKO_PRIVATE_KEY, suffix: 5 },
  "data-key": { class: pkcs11.CKO_SECRET_KEY, suffix: 6 },
  hmac: { class: pkcs11.CKO_SECRET_KEY, suffix: 7 },
};

/** Every role. */
export const keyRoles = Object.keys(roles) as readonly KeyRole[];

const labelForm = /^keyferry\/([a-z0-9-]{1,36})\/([a-z-]{1,16})$/;

/** CKA_LABEL: `keyferry/<key version id>/<role>`. */
export const labelOf = ({ owner, role }: Pick<ObjectName, "owner" | "role">): string =>
  `keyferry/${owner}/${role}`;

/** The name of an object of this package, from its label and its CKA_ID; `undefined` of another object. */
export function readName(label: string, ckaId: Uint8Array): Omit<ObjectName, "spec"> | undefined {
  const [, owner, roleName] = labelForm.exec(label) ?? [];
  const role = keyRoles.find((known) => known === roleName);
  if (owner === undefined || role === undefined) return undefined;
  if (ckaId.length !== idLength + 1 || ckaId[idLength] !== roles[role].suffix) return undefined;
  return { owner, id: copyPublic(ckaId.subarray(0, idLength)), role };
}

/** The attributes that name an object of the token. */
export function naming(name: Omit<ObjectName, "spec">): Attributes {
  const row = roles[name.role];
  return [
    [pkcs11.CKA_TOKEN, true],
    [pkcs11.CKA_CLASS, row.class],
    [pkcs11.CKA_ID, bufferOf(joinPublic(name.id, publicBytesOf(row.suffix)))],
    [pkcs11.CKA_LABEL, labelOf(name)],
  ];
}
