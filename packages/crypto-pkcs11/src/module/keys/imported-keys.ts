import { hkdfSync } from "node:crypto";
import type { MacKeySpec, SymmetricKeySpec } from "@keyferry/algorithms";
import { copySecret, wipe } from "@keyferry/bytes";
import pkcs11 from "pkcs11js";
import { bufferOf } from "../session/buffers.ts";
import type { Attributes, Session } from "../session/session.ts";
import { neverLeaves } from "../session/templates.ts";
import { type KeyRole, naming } from "./key-roles.ts";
import { makeAll, type NewSecret, secretParts } from "./new-keys.ts";

/** Taking keys in from outside. */
export interface ImportedKeys {
  /**
   * Makes the objects of a key version of material from outside, as long as its spec demands: of the token, sensitive, not
   * extractable. The same material makes the same keys, so that what it has encrypted before opens again.
   *
   * @param id what their CKA_IDs begin with, 16 bytes
   * @throws TokenFault where the module makes something else than it was asked for
   */
  importKey(
    session: Session,
    versionId: string,
    id: Uint8Array,
    spec: SymmetricKeySpec | MacKeySpec,
    material: Uint8Array,
  ): void;
}

export const importedKeys: ImportedKeys = {
  importKey(session, versionId, id, spec, material) {
    const name = { owner: versionId, id, spec };
    makeAll(
      session,
      (keep) => {
        for (const part of secretParts(spec)) {
          const { role } = part;
          const value = valueOf(part, material);
          try {
            const object = session.createObject([
              ...naming({ ...name, role }),
              ...neverLeaves,
              ...importing(part, value),
            ]);
            keep(object, { ...name, role });
          } finally {
            wipe(value);
          }
        }
      },
      false,
    );
  },
};

/** What is said of a key that is put in: its type, its value, from which the module tells the length, and its purposes. */
export function importing({ shape, purposes }: NewSecret, value: Uint8Array): Attributes {
  return [
    ...shape.filter(([type]) => type !== pkcs11.CKA_VALUE_LEN),
    [pkcs11.CKA_VALUE, bufferOf(value)],
    ...purposes,
  ];
}

/** The material itself encrypts, or makes codes of messages; what wraps and binds data keys is derived from it. */
const derived: Readonly<Partial<Record<KeyRole, string>>> = {
  wrapping: "keyferry wrapping of data keys",
  mac: "keyferry binding of data keys",
};

/** The value of one of the keys (HKDF-SHA-256, RFC 5869, without a salt); the caller wipes it. */
function valueOf(part: NewSecret, material: Uint8Array): Uint8Array {
  const info = derived[part.role];
  if (info === undefined) return copySecret(material);
  const bytes = new Uint8Array(hkdfSync("sha256", material, "", info, lengthOf(part)));
  return bytes;
}

/** In bytes. */
export function lengthOf({ shape }: Pick<NewSecret, "shape">): number {
  return Number(shape.find(([type]) => type === pkcs11.CKA_VALUE_LEN)?.[1]);
}
