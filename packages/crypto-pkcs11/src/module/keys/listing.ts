import pkcs11 from "pkcs11js";
import type { Handle } from "pkcs11js";
import type { TokenEntry } from "../../calls.ts";
import { bufferOf } from "../session/buffers.ts";
import { isAnswer } from "../session/cryptoki-error.ts";
import { keyRoles, naming, readName } from "./key-roles.ts";
import type { Session } from "../session/session.ts";

const keyClasses = [pkcs11.CKO_SECRET_KEY, pkcs11.CKO_PRIVATE_KEY, pkcs11.CKO_PUBLIC_KEY];

/** The name of an object, if it is one of this package: tokens are shared, and others' objects may have no label. */
function nameOf(session: Session, object: Handle): ReturnType<typeof readName> {
  try {
    const label = session.read(object, pkcs11.CKA_LABEL).toString("latin1");
    return readName(label, session.read(object, pkcs11.CKA_ID));
  } catch (error) {
    if (isAnswer(error)) return undefined;
    throw error;
  }
}

/** Every object of the token that this package has made, grouped by owner and id. */
export function listKeys(session: Session): readonly TokenEntry[] {
  const entries = new Map<string, TokenEntry>();
  for (const objectClass of keyClasses) {
    const objects = session.find([
      [pkcs11.CKA_TOKEN, true],
      [pkcs11.CKA_CLASS, objectClass],
    ]);
    for (const object of objects) {
      const name = nameOf(session, object);
      if (name === undefined) continue;
      const { owner, id, role } = name;
      const place = `${owner}/${bufferOf(id).toString("hex")}`;
      entries.set(place, { owner, id, roles: [...(entries.get(place)?.roles ?? []), role] });
    }
  }
  return [...entries.values()];
}

/** Destroys every object of the token that was made under one id for one owner; answers how many there were. */
export function destroyAll(session: Session, owner: string, id: Uint8Array): number {
  const objects = keyRoles.flatMap((role) => session.find(naming({ owner, id, role })));
  for (const object of objects) session.destroyObject(object);
  return objects.length;
}

/** How many objects end with a session, as the module counts them. */
export function countSessionObjects(session: Session): number {
  return session.find([[pkcs11.CKA_TOKEN, false]]).length;
}
