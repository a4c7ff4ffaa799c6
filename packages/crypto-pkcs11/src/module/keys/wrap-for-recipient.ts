import { CryptoError } from "@keyferry/crypto";
import type { Handle } from "pkcs11js";
import type { ModuleRefusal, ModuleWrapping } from "../../calls.ts";
import { isAnswer, TokenFault } from "../session/cryptoki-error.ts";
import { oaep } from "../session/mechanisms.ts";
import { type Session, withObject } from "../session/session.ts";
import { rsaPublicKey } from "../session/templates.ts";
import { wrapKey } from "./wrap-key.ts";

/** Codes for a key that is too long for its padding: SoftHSM's and NSS's. */
const tooLong: ReadonlySet<number> = new Set([
  0x21, // CKR_DATA_LEN_RANGE
  0x62, // CKR_KEY_SIZE_RANGE
]);

/**
 * Wraps a data key that is an object of the module for a recipient, whose public key is an object meanwhile.
 *
 * @throws CryptoError `payload too long`; CryptokiError for any other answer of the module
 */
export function wrapForRecipient(
  session: Session,
  dataKey: Handle,
  { modulus, exponent, hash }: ModuleWrapping,
): Uint8Array {
  return withObject(session, session.createObject(rsaPublicKey(modulus, exponent)), (publicKey) => {
    let exported: Uint8Array;
    try {
      exported = wrapKey(session, oaep(hash), publicKey, dataKey);
    } catch (error) {
      if (isAnswer(error) && tooLong.has(error.code)) {
        throw new CryptoError("payload too long", "the data key is too long for the padding");
      }
      throw error;
    }
    if (exported.length !== modulus.length) {
      throw new TokenFault("the module's OAEP ciphertext is not as long as the modulus");
    }
    return exported;
  });
}

/**
 * The same for one of several recipients: a public key that the module does not take is no matter to the others.
 *
 * @throws TokenFault and CryptokiError for a trouble of the session or the token
 */
export function wrapOrRefuse(
  session: Session,
  dataKey: Handle,
  wrapping: ModuleWrapping,
): Uint8Array | ModuleRefusal {
  try {
    return wrapForRecipient(session, dataKey, wrapping);
  } catch (error) {
    if (error instanceof CryptoError) return { reason: error.reason, message: error.message };
    if (!isAnswer(error)) throw error;
    return {
      reason: "unsupported",
      message: `this module does not wrap for that recipient: ${error.message}`,
    };
  }
}
