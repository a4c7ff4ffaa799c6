import { CryptoError, unsupported } from "@keyferry/crypto";
import type { Handle } from "pkcs11js";
import type { ModuleRefusal, ModuleWrapping } from "../../calls.ts";
import { CryptokiError, TokenFault } from "../session/cryptoki-error.ts";
import { oaep } from "../session/mechanisms.ts";
import { type Session, withObject } from "../session/session.ts";
import { rsaPublicKey } from "../session/templates.ts";
import { wrapKey } from "./wrap-key.ts";

/** Codes for a key that is too long for its padding: SoftHSM's and NSS's. */
const tooLong: ReadonlySet<number> = new Set([
  0x21, // CKR_DATA_LEN_RANGE
  0x62, // CKR_KEY_SIZE_RANGE
]);

/** Codes that speak of the recipient's public key. Every other one may pass, or be the token's fault. */
const notTaken: ReadonlySet<number> = new Set([
  0x13, // CKR_ATTRIBUTE_VALUE_INVALID
  0xd1, // CKR_TEMPLATE_INCONSISTENT
  0x114, // CKR_WRAPPING_KEY_SIZE_RANGE
  0x115, // CKR_WRAPPING_KEY_TYPE_INCONSISTENT
]);

/**
 * Wraps a data key that is an object of the module for a recipient, whose public key is an object meanwhile.
 *
 * @throws CryptoError `payload too long`; `unsupported` for a public key that the module does not take
 * @throws TokenFault and CryptokiError for anything else: it is a matter of the module
 */
export function wrapForRecipient(session: Session, dataKey: Handle, wrapping: ModuleWrapping): Uint8Array {
  try {
    return wrapBy(session, dataKey, wrapping);
  } catch (error) {
    throw error instanceof CryptokiError ? refusalBy(error) : error;
  }
}

/**
 * The same for one of several recipients: why it has none is no matter to the others.
 *
 * @throws TokenFault and CryptokiError for a trouble of the module
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
    throw error;
  }
}

function wrapBy(session: Session, dataKey: Handle, { modulus, exponent, hash }: ModuleWrapping): Uint8Array {
  return withObject(session, session.createObject(rsaPublicKey(modulus, exponent)), (publicKey) => {
    const exported = wrapKey(session, oaep(hash), publicKey, dataKey);
    if (exported.length !== modulus.length) {
      throw new TokenFault("the module's OAEP ciphertext is not as long as the modulus");
    }
    return exported;
  });
}

/** What a code is thrown as. */
function refusalBy(error: CryptokiError): Error {
  if (tooLong.has(error.code)) {
    return new CryptoError("payload too long", "the data key is too long for the padding");
  }
  if (!notTaken.has(error.code)) return error;
  return unsupported(`this module does not wrap for that recipient: ${error.message}`);
}
