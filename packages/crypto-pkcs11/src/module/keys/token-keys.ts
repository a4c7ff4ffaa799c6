import pkcs11 from "pkcs11js";
import type { Handle } from "pkcs11js";
import { bufferOf } from "../session/buffers.ts";
import { isAnswer, TokenFault } from "../session/cryptoki-error.ts";
import { checkKept, checkObject } from "./key-checks.ts";
import { labelOf, naming, type ObjectName } from "./key-roles.ts";
import type { Session } from "../session/session.ts";
import type { Token } from "../session/token.ts";

/** The token's keys, ready for use. */
export interface TokenKeys {
  /**
   * A key by its name, checked: a copy in the session that lasts, where the module makes copies, since NSS reads a
   * token's object anew at each use. It stays whole until {@link trim}.
   *
   * @throws TokenFault where the token has no such object, or more than one, or another kind of object
   */
  find(session: Session, name: ObjectName): Handle;
  /** Lets go of the copies of one id. */
  forget(id: Uint8Array): void;
  /** Lets go of the copies beyond the bound, the longest unused first. */
  trim(): void;
  /** How many copies there are. */
  count(): number;
}

const hex = (bytes: Uint8Array): string => bufferOf(bytes).toString("hex");

function findOne(session: Session, name: ObjectName): Handle {
  const [object, another] = session.find(naming(name));
  if (object === undefined) throw new TokenFault(`the token has no object ${labelOf(name)}`);
  if (another !== undefined) throw new TokenFault(`the token has several objects ${labelOf(name)} of one id`);
  return object;
}

/** @param max how many session copies are kept */
export function createTokenKeys({ lasting }: Pick<Token, "lasting">, max: number): TokenKeys {
  // In the order of their last use: a Map remembers the order of insertion.
  const copies = new Map<string, Handle>();
  let copying = max > 0;

  const copyOf = (original: Handle, name: ObjectName): Handle | undefined => {
    if (!copying) return undefined;
    let copy: Handle;
    try {
      copy = lasting.copyObject(original, [[pkcs11.CKA_TOKEN, false]]);
    } catch (error) {
      if (!isAnswer(error)) throw error;
      copying = false;
      return undefined;
    }
    try {
      if (name.role !== "public") checkKept(lasting, copy, `the copy of ${labelOf(name)}`);
    } catch (error) {
      lasting.destroyObject(copy);
      throw error;
    }
    return copy;
  };

  const letGo = (place: string, copy: Handle) => {
    copies.delete(place);
    lasting.destroyObject(copy);
  };

  return {
    find(session, name) {
      const place = `${hex(name.id)}/${labelOf(name)}/${name.spec}`;
      let key = copies.get(place);
      copies.delete(place);
      if (key === undefined) {
        const original = findOne(session, name);
        checkObject(session, original, name);
        key = copyOf(original, name);
        if (key === undefined) return original;
      }
      copies.set(place, key);
      return key;
    },
    forget(id) {
      for (const [place, copy] of copies) if (place.startsWith(`${hex(id)}/`)) letGo(place, copy);
    },
    trim() {
      for (const [place, copy] of copies) {
        if (copies.size <= max) return;
        letGo(place, copy);
      }
    },
    count: () => copies.size,
  };
}
