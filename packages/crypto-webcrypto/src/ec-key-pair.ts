import { copyPublic, publicUtf8, wipe } from "@keyferry/bytes";
import {
  derSignature,
  encodeEcPrivateKey,
  encodeEcPublicKey,
  parseEcPrivateKey,
  unsupported,
} from "@keyferry/crypto";
import type { HostKeyPair } from "@keyferry/crypto";
import type { KeyHalves } from "./key-halves.ts";
import { ecdsaP256 } from "./message-signing.ts";
import { publicPoints } from "./public-points.ts";

/** A key pair on P-256. */
export interface WebCryptoEcKey extends KeyHalves {
  /** SubjectPublicKeyInfo, DER. */
  readonly spki: Uint8Array;
}

const spec = "EC_P256";
const trial = publicUtf8("one signature, to see whether the halves of a pair belong together");

const refuse = (why: string) => unsupported(`key material of ${spec}: ${why}`);

/** Key pairs on P-256, which sign messages: SubtleCrypto hashes for itself. */
export function ecKeyPair(subtle: SubtleCrypto): HostKeyPair<WebCryptoEcKey> {
  const ecdsa = ecdsaP256(subtle);

  /** The pair, where SubtleCrypto takes both halves and they belong together. */
  const pairOf = async (pkcs8: Uint8Array, point: Uint8Array): Promise<WebCryptoEcKey | undefined> => {
    const spki = encodeEcPublicKey(spec, point);
    try {
      const halves = await ecdsa.importKeys(pkcs8, spki);
      const signature = await ecdsa.sign(halves.privateKey, trial);
      return (await ecdsa.verify(halves.publicKey, trial, signature)) ? { ...halves, spki } : undefined;
    } catch {
      // The platform's words might quote the key.
      return undefined;
    }
  };

  /** The pair of a private key alone, whose public key is still to be found. */
  const pairOfScalar = async (scalar: Uint8Array): Promise<WebCryptoEcKey | undefined> => {
    const pkcs8 = encodeEcPrivateKey(spec, scalar);
    try {
      for (const point of await publicPoints(subtle, pkcs8)) {
        const pair = await pairOf(pkcs8, point);
        if (pair !== undefined) return pair;
      }
    } catch {
      // As above.
    } finally {
      wipe(pkcs8);
    }
    return undefined;
  };

  return {
    async generate() {
      const algorithm = { name: "ECDSA", namedCurve: "P-256" };
      // Extractable, since the pair is to be sealed; its keys are used for nothing else.
      const { privateKey } = await subtle.generateKey(algorithm, true, ["sign", "verify"]);
      return new Uint8Array(await subtle.exportKey("pkcs8", privateKey));
    },
    async importKey(pkcs8) {
      const { scalar, point } = parseEcPrivateKey(pkcs8, spec, refuse);
      // Some platforms take no private key without its point, and others none with another's.
      const pair = (point && (await pairOf(pkcs8, point))) ?? (await pairOfScalar(scalar));
      if (pair === undefined) throw refuse("SubtleCrypto does not take it");
      return pair;
    },
    publicKey: async ({ spki }) => copyPublic(spki),
    signatures: {},
    messageSignatures: {
      ECDSA_SHA_256: derSignature<Pick<WebCryptoEcKey, "privateKey" | "publicKey">>({
        sign: ({ privateKey }, message) => ecdsa.sign(privateKey, message),
        verify: ({ publicKey }, message, numbers) => ecdsa.verify(publicKey, message, numbers),
      }),
    },
    encryptions: {},
  };
}
