import { wipe } from "@keyferry/bytes";
import { encodeEcPublicKey, sm2CiphertextToRaw } from "@keyferry/crypto";
import { decryptSm2, generateSm2PrivateKey, sm2PublicKeyOf } from "@keyferry/gm";
import { algorithmTo, UnopenedError, type RecipientPair } from "./recipient-pair.ts";

/** An SM2 pair (GB/T 32918), by the code of this page. */
export function makeSm2Pair(): RecipientPair {
  const scalar = generateSm2PrivateKey();
  return {
    ...{ spec: "EC_SM2", algorithm: algorithmTo.EC_SM2 },
    publicKey: encodeEcPublicKey("EC_SM2", sm2PublicKeyOf(scalar)),
    async open(exported) {
      try {
        return decryptSm2(scalar, sm2CiphertextToRaw(exported));
      } catch (cause) {
        throw new UnopenedError(cause);
      }
    },
    forget() {
      wipe(scalar);
    },
  };
}
