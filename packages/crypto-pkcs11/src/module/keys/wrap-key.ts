import pkcs11 from "pkcs11js";
import type { Handle, Mechanism } from "pkcs11js";
import { readFlag } from "../session/attributes.ts";
import { TokenFault } from "../session/cryptoki-error.ts";
import type { Session } from "../session/session.ts";

/**
 * C_WrapKey for data keys on their way, and for nothing else: NSS wraps keys that are not extractable as well.
 *
 * @throws TokenFault for a key that is not extractable, or that the token keeps
 */
export function wrapKey(session: Session, mechanism: Mechanism, wrappingKey: Handle, key: Handle): Buffer {
  if (!readFlag(session, key, pkcs11.CKA_EXTRACTABLE)) {
    throw new TokenFault("a key that is not extractable is not wrapped");
  }
  if (readFlag(session, key, pkcs11.CKA_TOKEN)) throw new TokenFault("a key of the token is not wrapped");
  return session.wrap(mechanism, wrappingKey, key);
}
