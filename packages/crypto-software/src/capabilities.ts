import {
  encryptionAlgorithms,
  importAlgorithms,
  keySpecs,
  macAlgorithms,
  namesOf,
  signatureAlgorithms,
  wrappingAlgorithms,
} from "@keyferry/algorithms";
import { hostCustody, hostDataKeyLengths, type Capabilities } from "@keyferry/crypto";

/** Padding of PKCS #1 v1.5 is not taken off in JavaScript, where the time that it takes tells too much. */
const unwrapping = namesOf(importAlgorithms).filter((algorithm) => algorithm !== "RSAES_PKCS1_V1_5");

/**
 * What the software backend can do, for whoever must know it before the backend is loaded: it is the reference, and has
 * every algorithm of every table but for one.
 */
export const softwareCapabilities: Capabilities = {
  custody: hostCustody,
  protectionLevel: "SOFTWARE",
  keySpecs: namesOf(keySpecs),
  signatureAlgorithms: { digest: namesOf(signatureAlgorithms), message: namesOf(signatureAlgorithms) },
  encryptionAlgorithms: namesOf(encryptionAlgorithms),
  macAlgorithms: namesOf(macAlgorithms),
  imports: { keySpecs: namesOf(keySpecs), algorithms: unwrapping },
  wrappingAlgorithms: namesOf(wrappingAlgorithms),
  dataKeyLengths: hostDataKeyLengths,
};
