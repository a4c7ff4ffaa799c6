import { timingSafeEqual } from "node:crypto";
import { macAlgorithms, type MacKeySpec } from "@keyferry/algorithms";
import pkcs11 from "pkcs11js";
import type { ModuleKey } from "../../calls.ts";
import { TokenFault } from "../session/cryptoki-error.ts";
import { plain } from "../session/mechanisms.ts";
import type { Session } from "../session/session.ts";
import type { TokenKeys } from "./token-keys.ts";

/** The mechanisms of HMAC: PKCS #11 has none over SM3. */
export const hmacMechanisms: Readonly<Partial<Record<MacKeySpec, number>>> = {
  HMAC_SHA_224: pkcs11.CKM_SHA224_HMAC,
  HMAC_SHA_256: pkcs11.CKM_SHA256_HMAC,
  HMAC_SHA_384: pkcs11.CKM_SHA384_HMAC,
  HMAC_SHA_512: pkcs11.CKM_SHA512_HMAC,
};

/** Message authentication codes under keys of a token. */
export interface ModuleMacs {
  /** The code of a message, with the algorithm of the key's spec. */
  generateMac(session: Session, key: ModuleKey<MacKeySpec>, message: Uint8Array): Uint8Array;
  verifyMac(session: Session, key: ModuleKey<MacKeySpec>, message: Uint8Array, mac: Uint8Array): boolean;
}

/** Codes under the keys of a token. */
export function createModuleMacs(keys: TokenKeys): ModuleMacs {
  const generateMac: ModuleMacs["generateMac"] = (session, { versionId, id, spec }, message) => {
    const mechanism = hmacMechanisms[spec];
    if (mechanism === undefined) throw new TokenFault(`no module has ${spec}`);
    const key = keys.find(session, { owner: versionId, id, spec, role: "hmac" });
    const mac = session.sign(plain(mechanism), key, message);
    if (mac.length !== macAlgorithms[spec].length) {
      throw new TokenFault(`the module's code of ${spec} has a wrong length`);
    }
    return mac;
  };
  return {
    generateMac,
    // C_Verify may take a code that was cut short, and compares as the module likes.
    verifyMac: (session, key, message, mac) => {
      const expected = generateMac(session, key, message);
      return mac.length === expected.length && timingSafeEqual(expected, mac);
    },
  };
}
