/**
 * What is used here of pkcs11js, for type checks where it could not be built: npm leaves it out then, its types included.
 * Where it is installed its own types count (`paths` in tsconfig.base.json), and `npm run typecheck` tries both.
 */
declare module "pkcs11js" {
  export type Handle = Buffer;

  interface Version {
    major: number;
    minor: number;
  }

  interface ModuleInfo {
    libraryDescription: string;
    libraryVersion: Version;
  }

  export interface TokenInfo {
    label: string;
    serialNumber: string;
    flags: number;
  }

  interface MechanismInfo {
    minKeySize: number;
    maxKeySize: number;
  }

  interface Attribute {
    type: number;
    value?: number | boolean | string | Buffer | Date;
  }

  export type Template = Attribute[];

  interface Parameters {
    type: number;
  }

  export interface AesGCM extends Parameters {
    iv?: Buffer;
    aad?: Buffer;
    ivBits: number;
    tagBits: number;
  }

  export interface RsaOAEP extends Parameters {
    hashAlg: number;
    mgf: number;
    source: number;
    sourceData?: Buffer;
  }

  export interface RsaPSS extends Parameters {
    hashAlg: number;
    mgf: number;
    saltLen: number;
  }

  export interface Mechanism {
    mechanism: number;
    parameter?: Buffer | number | Parameters;
  }

  interface KeyPair {
    privateKey: Handle;
    publicKey: Handle;
  }

  export class PKCS11 {
    load(path: string): void;
    C_Initialize(options?: { libraryParameters?: string; flags?: number }): void;
    C_Finalize(): void;
    C_GetInfo(): ModuleInfo;
    C_GetSlotList(tokenPresent?: boolean): Handle[];
    C_GetTokenInfo(slot: Handle): TokenInfo;
    C_GetMechanismInfo(slot: Handle, mechanism: number): MechanismInfo;
    C_OpenSession(slot: Handle, flags: number): Handle;
    C_CloseSession(session: Handle): void;
    C_Login(session: Handle, userType: number, pin?: string): void;
    C_GenerateRandom(session: Handle, buffer: Buffer): Buffer;
    C_GenerateKey(session: Handle, mechanism: Mechanism, template: Template): Handle;
    C_GenerateKeyPair(
      session: Handle,
      mechanism: Mechanism,
      publicTemplate: Template,
      privateTemplate: Template,
    ): KeyPair;
    C_CreateObject(session: Handle, template: Template): Handle;
    C_CopyObject(session: Handle, object: Handle, template: Template): Handle;
    C_DestroyObject(session: Handle, object: Handle): void;
    C_FindObjectsInit(session: Handle, template: Template): void;
    C_FindObjects(session: Handle, maxCount: number): Handle[];
    C_FindObjectsFinal(session: Handle): void;
    C_GetAttributeValue(
      session: Handle,
      object: Handle,
      template: Template,
    ): { type: number; value: Buffer }[];
    C_EncryptInit(session: Handle, mechanism: Mechanism, key: Handle): void;
    C_Encrypt(session: Handle, data: Buffer, result: Buffer): Buffer;
    C_DecryptInit(session: Handle, mechanism: Mechanism, key: Handle): void;
    C_Decrypt(session: Handle, data: Buffer, result: Buffer): Buffer;
    C_SignInit(session: Handle, mechanism: Mechanism, key: Handle): void;
    C_Sign(session: Handle, data: Buffer, result: Buffer): Buffer;
    C_VerifyInit(session: Handle, mechanism: Mechanism, key: Handle): void;
    C_Verify(session: Handle, data: Buffer, signature: Buffer): boolean;
    C_WrapKey(
      session: Handle,
      mechanism: Mechanism,
      wrappingKey: Handle,
      key: Handle,
      result: Buffer,
    ): Buffer;
    C_UnwrapKey(
      session: Handle,
      mechanism: Mechanism,
      unwrappingKey: Handle,
      wrapped: Buffer,
      template: Template,
    ): Handle;
  }

  export const CKA_ALWAYS_SENSITIVE: number;
  export const CKA_CLASS: number;
  export const CKA_DECRYPT: number;
  export const CKA_EC_PARAMS: number;
  export const CKA_EC_POINT: number;
  export const CKA_ENCRYPT: number;
  export const CKA_EXTRACTABLE: number;
  export const CKA_ID: number;
  export const CKA_KEY_TYPE: number;
  export const CKA_LABEL: number;
  export const CKA_MODULUS: number;
  export const CKA_MODULUS_BITS: number;
  export const CKA_NEVER_EXTRACTABLE: number;
  export const CKA_PRIVATE: number;
  export const CKA_PUBLIC_EXPONENT: number;
  export const CKA_SENSITIVE: number;
  export const CKA_SIGN: number;
  export const CKA_TOKEN: number;
  export const CKA_UNWRAP: number;
  export const CKA_VALUE: number;
  export const CKA_VALUE_LEN: number;
  export const CKA_VERIFY: number;
  export const CKA_WRAP: number;
  export const CKF_LOGIN_REQUIRED: number;
  export const CKF_OS_LOCKING_OK: number;
  export const CKF_RW_SESSION: number;
  export const CKF_SERIAL_SESSION: number;
  export const CKF_USER_PIN_FINAL_TRY: number;
  export const CKF_USER_PIN_LOCKED: number;
  export const CKG_MGF1_SHA1: number;
  export const CKG_MGF1_SHA256: number;
  export const CKK_AES: number;
  export const CKK_EC: number;
  export const CKK_GENERIC_SECRET: number;
  export const CKK_RSA: number;
  export const CKM_AES_GCM: number;
  export const CKM_AES_KEY_GEN: number;
  export const CKM_AES_KEY_WRAP_PAD: number;
  export const CKM_ECDSA: number;
  export const CKM_EC_KEY_PAIR_GEN: number;
  export const CKM_GENERIC_SECRET_KEY_GEN: number;
  export const CKM_RSA_PKCS: number;
  export const CKM_RSA_PKCS_KEY_PAIR_GEN: number;
  export const CKM_RSA_PKCS_OAEP: number;
  export const CKM_RSA_PKCS_PSS: number;
  export const CKM_SHA224_HMAC: number;
  export const CKM_SHA256: number;
  export const CKM_SHA256_HMAC: number;
  export const CKM_SHA384_HMAC: number;
  export const CKM_SHA512_HMAC: number;
  export const CKM_SHA_1: number;
  export const CKO_PRIVATE_KEY: number;
  export const CKO_PUBLIC_KEY: number;
  export const CKO_SECRET_KEY: number;
  export const CKU_USER: number;
  export const CK_PARAMS_AES_GCM: number;
  export const CK_PARAMS_AES_GCM_v240: number;
  export const CK_PARAMS_RSA_OAEP: number;
  export const CK_PARAMS_RSA_PSS: number;
}
