export { DecryptionError } from "./decryption-error.ts";
export { decryptSm2, encryptSm2 } from "./sm2/encryption.ts";
export { generateSm2PrivateKey, sm2PublicKeyOf } from "./sm2/key-pair.ts";
export { sm2MessageDigest } from "./sm2/message-digest.ts";
export { signSm2, verifySm2 } from "./sm2/signature.ts";
export { sm3Kdf } from "./sm3/kdf.ts";
export { sm3 } from "./sm3/sm3.ts";
export { decryptSm4Ecb } from "./sm4/ecb.ts";
export { type Sm4Gcm, sm4Gcm } from "./sm4/gcm.ts";
