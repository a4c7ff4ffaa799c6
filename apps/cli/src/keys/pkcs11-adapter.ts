/** Tokens of PKCS #11 modules. Only this file names the package. */
export { createPkcs11Backend, createPkcs11Receiver, type Pkcs11Options } from "@keyferry/crypto-pkcs11";
