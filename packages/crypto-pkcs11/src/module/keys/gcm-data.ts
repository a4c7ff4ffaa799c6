import { joinPublic } from "@keyferry/bytes";
import { undecryptable } from "@keyferry/crypto";
import type { Handle } from "pkcs11js";
import type { ModuleFindings } from "../../calls.ts";
import { isAnswer } from "../session/cryptoki-error.ts";
import { gcm, gcmIvLength, gcmTagLength } from "../session/mechanisms.ts";
import type { Session } from "../session/session.ts";

/** AES-GCM in the module: IV (12 bytes), ciphertext, tag (16), in one. */
export interface GcmData {
  seal(session: Session, key: Handle, plaintext: Uint8Array, associatedData: Uint8Array): Uint8Array;
  /** @throws CryptoError `undecryptable` */
  open(session: Session, key: Handle, sealed: Uint8Array, associatedData: Uint8Array): Buffer;
}

/** @param form the form of the mechanism's parameters that the module takes */
export function createGcmData(form: ModuleFindings["gcmParameters"]): GcmData {
  return {
    seal(session, key, plaintext, associatedData) {
      const iv = session.random(gcmIvLength);
      const length = plaintext.length + gcmTagLength;
      const sealed = session.encrypt(gcm(form, iv, associatedData), key, plaintext, length);
      return joinPublic(iv, sealed);
    },
    open(session, key, sealed, associatedData) {
      if (sealed.length < gcmIvLength + gcmTagLength) throw undecryptable();
      const iv = sealed.subarray(0, gcmIvLength);
      try {
        return session.decrypt(gcm(form, iv, associatedData), key, sealed.subarray(gcmIvLength));
      } catch (error) {
        // SoftHSM answers CKR_GENERAL_ERROR to a tag that does not fit, so that no code can be singled out.
        if (isAnswer(error)) throw undecryptable();
        throw error;
      }
    },
  };
}
