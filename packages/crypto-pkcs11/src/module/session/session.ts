import type { Handle, Mechanism, PKCS11 } from "pkcs11js";
import { bufferOf, publicRoom, secretRoom } from "./buffers.ts";
import { calling } from "./cryptoki-error.ts";

/** Attributes of an object: the numbers of their types with their values. */
export type Attributes = readonly (readonly [type: number, value: number | boolean | string | Buffer])[];

/**
 * One session of a token. Each method is one whole operation, and what it answers is the caller's to wipe.
 *
 * Every method throws a CryptokiError for an answer other than CKR_OK. An operation may then still be active, so that
 * the session is of no further use.
 */
export interface Session {
  readonly handle: Handle;
  random(length: number): Buffer;
  generateKey(mechanism: Mechanism, template: Attributes): Handle;
  generateKeyPair(
    mechanism: Mechanism,
    publicTemplate: Attributes,
    privateTemplate: Attributes,
  ): { readonly publicKey: Handle; readonly privateKey: Handle };
  createObject(template: Attributes): Handle;
  copyObject(object: Handle, template: Attributes): Handle;
  destroyObject(object: Handle): void;
  /** Every object that has these attributes. */
  find(template: Attributes): readonly Handle[];
  /** The value of one attribute. */
  read(object: Handle, attribute: number): Buffer;
  /** Encrypts in one part. `maxLength` is the longest that the ciphertext can become. */
  encrypt(mechanism: Mechanism, key: Handle, data: Uint8Array, maxLength: number): Buffer;
  /** Decrypts in one part. No plaintext is longer than its ciphertext. */
  decrypt(mechanism: Mechanism, key: Handle, data: Uint8Array): Buffer;
  sign(mechanism: Mechanism, key: Handle, data: Uint8Array): Buffer;
  verify(mechanism: Mechanism, key: Handle, data: Uint8Array, signature: Uint8Array): boolean;
  /** Wraps `key` as it is: whether that is allowed is for `wrapKey` to decide. */
  wrap(mechanism: Mechanism, wrappingKey: Handle, key: Handle): Buffer;
  unwrap(mechanism: Mechanism, unwrappingKey: Handle, wrapped: Uint8Array, template: Attributes): Handle;
}

/** Longer than any signature, and any wrapped key, that is made here. */
const maxAnswerLength = 2_048;
const findBatch = 100;

/** The attributes as pkcs11js takes them. */
const templateOf = (attributes: Attributes) => attributes.map(([type, value]) => ({ type, value }));

/** A session by its handle. */
export function createSession(module: PKCS11, handle: Handle): Session {
  return {
    handle,
    random: (length) =>
      calling("C_GenerateRandom", () => module.C_GenerateRandom(handle, secretRoom(length))),
    generateKey: (mechanism, template) =>
      calling("C_GenerateKey", () => module.C_GenerateKey(handle, mechanism, templateOf(template))),
    generateKeyPair: (mechanism, publicTemplate, privateTemplate) =>
      calling("C_GenerateKeyPair", () =>
        module.C_GenerateKeyPair(handle, mechanism, templateOf(publicTemplate), templateOf(privateTemplate)),
      ),
    createObject: (template) =>
      calling("C_CreateObject", () => module.C_CreateObject(handle, templateOf(template))),
    copyObject: (object, template) =>
      calling("C_CopyObject", () => module.C_CopyObject(handle, object, templateOf(template))),
    destroyObject: (object) => {
      calling("C_DestroyObject", () => {
        module.C_DestroyObject(handle, object);
      });
    },
    find: (template) =>
      calling("C_FindObjects", () => {
        module.C_FindObjectsInit(handle, templateOf(template));
        const found: Handle[] = [];
        for (;;) {
          const batch = module.C_FindObjects(handle, findBatch);
          found.push(...batch);
          if (batch.length < findBatch) break;
        }
        module.C_FindObjectsFinal(handle);
        return found;
      }),
    read: (object, attribute) =>
      calling("C_GetAttributeValue", () => {
        const [result] = module.C_GetAttributeValue(handle, object, [{ type: attribute }]);
        return result?.value ?? publicRoom(0);
      }),
    encrypt: (mechanism, key, data, maxLength) =>
      calling("C_Encrypt", () => {
        module.C_EncryptInit(handle, mechanism, key);
        return module.C_Encrypt(handle, bufferOf(data), publicRoom(maxLength));
      }),
    decrypt: (mechanism, key, data) =>
      calling("C_Decrypt", () => {
        module.C_DecryptInit(handle, mechanism, key);
        return module.C_Decrypt(handle, bufferOf(data), secretRoom(data.length));
      }),
    sign: (mechanism, key, data) =>
      calling("C_Sign", () => {
        module.C_SignInit(handle, mechanism, key);
        return module.C_Sign(handle, bufferOf(data), publicRoom(maxAnswerLength));
      }),
    verify: (mechanism, key, data, signature) =>
      calling("C_Verify", () => {
        module.C_VerifyInit(handle, mechanism, key);
        return module.C_Verify(handle, bufferOf(data), bufferOf(signature));
      }),
    wrap: (mechanism, wrappingKey, key) =>
      calling("C_WrapKey", () =>
        module.C_WrapKey(handle, mechanism, wrappingKey, key, publicRoom(maxAnswerLength)),
      ),
    unwrap: (mechanism, unwrappingKey, wrapped, template) =>
      calling("C_UnwrapKey", () =>
        module.C_UnwrapKey(handle, mechanism, unwrappingKey, bufferOf(wrapped), templateOf(template)),
      ),
  };
}

/** Works with an object and destroys it afterwards, whatever happens. */
export function withObject<T>(session: Session, object: Handle, work: (object: Handle) => T): T {
  let result: T;
  try {
    result = work(object);
  } catch (error) {
    try {
      session.destroyObject(object);
    } catch {
      // The session ends with the failure that is under way, and all its objects with it.
    }
    throw error;
  }
  session.destroyObject(object);
  return result;
}
