import { ecCurves, type ImportAlgorithm, importAlgorithms, keySpecs } from "@keyferry/algorithms";
import { andThen, wiping } from "@keyferry/bytes";
import type { MaterialUnwrapper } from "../contract/backend.ts";
import { undecryptable, unsupported } from "../errors.ts";
import { encodeEcPrivateKey } from "../keys/ec-key-encoding.ts";
import { normaliseCiphertext } from "./asymmetric-ciphertext.ts";
import type { HostEcb, HostEncryption, HostKeyPair, HostPrimitives } from "../primitives/primitives.ts";
import { withImportedKey } from "../primitives/with-imported-key.ts";

/** The longest material that is wrapped: PKCS #8 of RSA_4096 has less than 2,400 bytes. */
const maxContentLength = 4_096;
const blockLength = 16;
/** C1 (65) and C3 (32) of SM2PKE in its raw form. */
const sm2Overhead = 97;

/** What a library has for one algorithm. */
interface Unwrapping {
  readonly pair: HostKeyPair;
  readonly scheme: Pick<HostEncryption, "decrypt">;
  readonly ecb: HostEcb | undefined;
}

function unwrappingOf({ keyPairs, ecb }: HostPrimitives, algorithm: ImportAlgorithm): Unwrapping | undefined {
  const { recipient, encryption, content } = importAlgorithms[algorithm];
  const pair = keyPairs?.[recipient];
  if (pair === undefined) return undefined;
  const scheme = encryption === "RSAES_PKCS1_V1_5" ? pair.pkcs1 : pair.encryptions[encryption];
  const contentCipher = content === null ? undefined : ecb?.[content.cipher];
  if (scheme === undefined || (content !== null && contentCipher === undefined)) return undefined;
  return { pair, scheme, ecb: contentCipher };
}

/** Whether a library unwraps what comes wrapped with `algorithm`. */
export function unwraps(primitives: HostPrimitives, algorithm: ImportAlgorithm): boolean {
  return unwrappingOf(primitives, algorithm) !== undefined;
}

/** The two parts of what is wrapped: of a hybrid the key's ciphertext and the material's, otherwise all and nothing. */
function partsOf(wrapped: Uint8Array, algorithm: ImportAlgorithm): readonly [Uint8Array, Uint8Array] {
  const { recipient, content } = importAlgorithms[algorithm];
  if (content === null) return [wrapped, wrapped.subarray(wrapped.length)];
  const row = keySpecs[recipient];
  const headLength = row.kind === "rsa" ? row.modulusLength : sm2Overhead + content.keyLength;
  const length = wrapped.length - headLength;
  if (length < blockLength || length > maxContentLength || length % blockLength !== 0) throw undecryptable();
  return [wrapped.subarray(0, headLength), wrapped.subarray(headLength)];
}

/** PKCS #8 of an SM2 key that came as its scalar. */
function sm2PrivateKey(scalar: Uint8Array): Uint8Array {
  if (scalar.length !== ecCurves.EC_SM2.coordinateLength) throw undecryptable();
  return encodeEcPrivateKey("EC_SM2", scalar);
}

/** Unwraps key material with one library, by the key pairs and block ciphers that it has. */
export function createHostUnwrapper(primitives: HostPrimitives): MaterialUnwrapper {
  const find = (algorithm: ImportAlgorithm): Unwrapping => {
    const found = unwrappingOf(primitives, algorithm);
    if (found === undefined) {
      throw unsupported(`${primitives.name} unwraps no ${algorithm}`);
    }
    return found;
  };

  return {
    newWrappingPair(algorithm) {
      const { pair } = find(algorithm);
      return andThen(pair.generate(), (privateKey) =>
        andThen(
          withImportedKey(pair, privateKey, (key) => pair.publicKey(key)),
          (publicKey) => ({ privateKey, publicKey }),
        ),
      );
    },
    unwrap(privateKey, wrapped, algorithm) {
      const { pair, scheme, ecb } = find(algorithm);
      const { recipient, encryption, content } = importAlgorithms[algorithm];
      const [head, tail] = partsOf(wrapped, algorithm);
      const form = encryption === "SM2PKE" ? "SM2PKE" : "RSAES_OAEP_SHA_256";
      const ciphertext = normaliseCiphertext(head, form, recipient);
      const opened = withImportedKey(pair, privateKey, (key) => scheme.decrypt(key, ciphertext));
      if (ecb === undefined || content === null) return opened;
      return andThen(opened, (contentKey) =>
        wiping(contentKey, (key) => {
          if (key.length !== content.keyLength) throw undecryptable();
          const material = ecb(key, tail);
          return content.cipher === "SM4_ECB" ? wiping(material, sm2PrivateKey) : material;
        }),
      );
    },
  };
}
