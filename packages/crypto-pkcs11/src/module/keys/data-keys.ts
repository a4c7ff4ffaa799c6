import { timingSafeEqual } from "node:crypto";
import { joinPublic, publicBytesOf } from "@keyferry/bytes";
import { undecryptable } from "@keyferry/crypto";
import pkcs11 from "pkcs11js";
import type { Handle } from "pkcs11js";
import type { ModuleFindings, ModuleSource, ModuleTarget } from "../../calls.ts";
import { TokenFault } from "../session/cryptoki-error.ts";
import { bodyForm } from "./body-form.ts";
import { plain } from "../session/mechanisms.ts";
import { type Session, withObject } from "../session/session.ts";
import { symmetricPart } from "./symmetric-parts.ts";
import { dataKey } from "../session/templates.ts";
import type { TokenKeys } from "./token-keys.ts";
import { wrapKey } from "./wrap-key.ts";

const macLength = 32;
/** RFC 5649 adds one block of 8 bytes and fills the last. */
const block = 8;

/** Data keys in the module: their blobs' bodies are `2 || wrapped key (RFC 5649) || HMAC-SHA-256`. */
export interface DataKeys {
  generate(session: Session, target: ModuleTarget, length: number): Uint8Array;
  /**
   * Unwraps a data key into an object, works with it and destroys it.
   *
   * @param visible whether its value can be read
   * @throws CryptoError `undecryptable`
   */
  open<T>(session: Session, source: ModuleSource, visible: boolean, work: (dataKey: Handle) => T): T;
  /** The body of a data key that is an object of the module. */
  seal(session: Session, target: ModuleTarget, dataKey: Handle): Uint8Array;
}

/** Length of a key of `length` bytes under RFC 5649. */
const wrappedLength = (length: number): number => block + block * Math.ceil(length / block);

/** Data keys under the keys of a token. */
export function createDataKeys(keys: TokenKeys, findings: ModuleFindings): DataKeys {
  const keyWrap = plain(findings.keyWrapMechanism);
  const longest = wrappedLength(findings.dataKeyLengths.max);

  /** HMAC-SHA-256 over form, length of the binding (2 bytes, so that nothing can be shifted), binding and wrapped key. */
  const macOf = (session: Session, { key, binding }: ModuleTarget, wrapped: Uint8Array): Buffer => {
    const head = publicBytesOf(bodyForm.dataKey, binding.length >> 8, binding.length & 0xff);
    const macKey = keys.find(session, symmetricPart(key, "mac"));
    const mac = session.sign(plain(pkcs11.CKM_SHA256_HMAC), macKey, joinPublic(head, binding, wrapped));
    if (mac.length !== macLength) throw new TokenFault("the module's HMAC-SHA-256 has not 32 bytes");
    return mac;
  };

  const seal = (session: Session, target: ModuleTarget, object: Handle): Uint8Array => {
    const wrappingKey = keys.find(session, symmetricPart(target.key, "wrapping"));
    const wrapped = wrapKey(session, keyWrap, wrappingKey, object);
    return joinPublic(publicBytesOf(bodyForm.dataKey), wrapped, macOf(session, target, wrapped));
  };

  return {
    seal,
    generate(session, target, length) {
      const template = [...dataKey(false), [pkcs11.CKA_VALUE_LEN, length] as const];
      const object = session.generateKey(plain(pkcs11.CKM_GENERIC_SECRET_KEY_GEN), template);
      return withObject(session, object, (made) => {
        const body = seal(session, target, made);
        // A wrapped key of another length would come out as another key.
        if (body.length !== 1 + wrappedLength(length) + macLength) {
          throw new TokenFault("the module wrapped a data key to a wrong length");
        }
        return body;
      });
    },
    open(session, source, visible, work) {
      const wrapped = source.body.subarray(1, -macLength);
      if (wrapped.length < 2 * block || wrapped.length > longest || wrapped.length % block !== 0) {
        throw undecryptable();
      }
      const mac = macOf(session, source, wrapped);
      if (!timingSafeEqual(mac, source.body.subarray(-macLength))) throw undecryptable();
      const unwrappingKey = keys.find(session, symmetricPart(source.key, "wrapping"));
      return withObject(session, session.unwrap(keyWrap, unwrappingKey, wrapped, dataKey(visible)), work);
    },
  };
}
