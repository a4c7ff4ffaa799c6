import {
  encryptionAlgorithms,
  keySpecs,
  macAlgorithms,
  namesOf,
  signatureAlgorithms,
  wrappingAlgorithms,
} from "@keyferry/algorithms";
import { hostCustody, hostDataKeyLengths, type Capabilities } from "@keyferry/crypto";

/**
 * What the software backend can do, for whoever must know it before the backend is loaded: it is the reference, and has
 * every algorithm of every table.
 */
export const softwareCapabilities: Capabilities = {
  custody: hostCustody,
  protectionLevel: "SOFTWARE",
  keySpecs: namesOf(keySpecs),
  signatureAlgorithms: { digest: namesOf(signatureAlgorithms), message: namesOf(signatureAlgorithms) },
  encryptionAlgorithms: namesOf(encryptionAlgorithms),
  macAlgorithms: namesOf(macAlgorithms),
  wrappingAlgorithms: namesOf(wrappingAlgorithms),
  dataKeyLengths: hostDataKeyLengths,
};
