import { copyPublic, publicBytesOf } from "@keyferry/bytes";
import { algorithmTo, UnopenedError, type RecipientPair } from "./recipient-pair.ts";

/** An RSA pair, by WebCrypto: not even this page can read the private key. @throws Error outside of secure contexts */
export async function makeRsaPair(): Promise<RecipientPair> {
  const { subtle } = crypto;
  const { publicKey, privateKey } = await subtle.generateKey(
    {
      ...{ name: "RSA-OAEP", hash: "SHA-256" },
      ...{ modulusLength: 2048, publicExponent: publicBytesOf(1, 0, 1) },
    },
    false,
    ["encrypt", "decrypt"],
  );
  let held: CryptoKey | undefined = privateKey;
  return {
    ...{ spec: "RSA_2048", algorithm: algorithmTo.RSA_2048 },
    publicKey: new Uint8Array(await subtle.exportKey("spki", publicKey)),
    async open(exported) {
      if (held === undefined) throw new UnopenedError("it was forgotten");
      try {
        return new Uint8Array(await subtle.decrypt({ name: "RSA-OAEP" }, held, copyPublic(exported)));
      } catch (cause) {
        throw new UnopenedError(cause);
      }
    },
    forget() {
      held = undefined;
    },
  };
}
