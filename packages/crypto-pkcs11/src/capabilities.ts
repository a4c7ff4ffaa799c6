import { namesOf, type WrappingAlgorithm, wrappingAlgorithms } from "@keyferry/algorithms";
import { type Capabilities } from "@keyferry/crypto";
import type { OaepHash, OpenedToken } from "./calls.ts";

/** The hash of a wrapping or encryption algorithm that is RSAES-OAEP; `undefined` of another. */
export function oaepHashOf(algorithm: WrappingAlgorithm): OaepHash | undefined {
  const { hash } = wrappingAlgorithms[algorithm];
  return hash === "sm3" ? undefined : hash;
}

/** The wrapping algorithms that are OAEP with one of `hashes`. */
export function wrappingWith(hashes: readonly OaepHash[]): readonly WrappingAlgorithm[] {
  return namesOf(wrappingAlgorithms).filter((algorithm) => {
    const hash = oaepHashOf(algorithm);
    return hash !== undefined && hashes.includes(hash);
  });
}

/** The custody of a token's keys: its label, which a copy of the token in another HSM has as well. */
export function custodyOf({ label, serialNumber }: OpenedToken): string {
  return `pkcs11:${label === "" ? serialNumber : label}`;
}

/** What a module was found to do, in the words of the contract. */
export function capabilitiesOf(token: OpenedToken): Capabilities {
  const { findings } = token;
  return {
    custody: custodyOf(token),
    protectionLevel: "HSM",
    keySpecs: findings.keySpecs,
    // A message is hashed on its way to the module, with SHA-256 for all that modules sign with.
    signatureAlgorithms: { digest: findings.signatureAlgorithms, message: findings.signatureAlgorithms },
    encryptionAlgorithms: findings.encryptionAlgorithms,
    macAlgorithms: findings.macAlgorithms,
    wrappingAlgorithms: wrappingWith(findings.wrappingHashes),
    // A module unwraps nothing here: what it takes in has been unwrapped on the host.
    imports: { keySpecs: findings.importedKeySpecs, algorithms: [] },
    dataKeyLengths: findings.dataKeyLengths,
  };
}
