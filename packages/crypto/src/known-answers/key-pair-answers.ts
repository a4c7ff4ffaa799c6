import {
  type EncryptionAlgorithm,
  type SignatureAlgorithm,
  type WrappingAlgorithm,
  wrappingAlgorithms,
} from "@keyferry/algorithms";
import { andThen, type MaybePromise } from "@keyferry/bytes";
import type { SignatureForm } from "../contract/signature-input.ts";
import type { HostEncryption, HostKeyPair, HostSignature, HostWrap } from "../primitives/primitives.ts";
import { withImportedKey } from "../primitives/with-imported-key.ts";
import { parseRecipientKey } from "../recipients/recipient-key.ts";
import { sm2CiphertextToRaw } from "../recipients/sm2-ciphertext.ts";
import { allRight, altered, isKnown, type Question } from "./asking.ts";
import { knownCiphertexts } from "./vectors/ciphertexts.ts";
import { knownKeyPairs, type KnownPairSpec } from "./vectors/key-pairs.ts";
import { knownSignatures } from "./vectors/signatures.ts";

/** Whether it finds the public key of a private one. */
export function answersPublicKey(pair: HostKeyPair, spec: KnownPairSpec): MaybePromise<boolean> {
  const { privateKey, publicKey } = knownKeyPairs[spec];
  return withImportedKey(pair, privateKey, (key) => isKnown(pair.publicKey(key), publicKey));
}

/**
 * Whether it verifies a signature that others have made, and neither that of another input nor another one; and what it signs
 * itself. A signature of PKCS #1 v1.5 is known to the bit.
 */
export function answersSignature(
  pair: HostKeyPair,
  scheme: HostSignature,
  {
    spec,
    algorithm,
    form,
  }: { readonly spec: KnownPairSpec; readonly algorithm: SignatureAlgorithm; readonly form: SignatureForm },
): MaybePromise<boolean> {
  const { privateKey, signatures, ...inputs } = knownSignatures[spec];
  const signature = signatures[algorithm];
  if (signature === undefined) return false;
  const input = inputs[form];
  const isFalse = (verdict: MaybePromise<boolean>) => andThen(verdict, (taken) => !taken);
  return withImportedKey(pair, privateKey, (key) =>
    allRight(
      () => scheme.verify(key, input, signature),
      () => isFalse(scheme.verify(key, altered(input), signature)),
      () => isFalse(scheme.verify(key, input, altered(signature))),
      () =>
        algorithm === "RSA_PKCS1_SHA_256"
          ? isKnown(scheme.sign(key, input), signature)
          : andThen(scheme.sign(key, input), (made) => scheme.verify(key, input, made)),
    ),
  );
}

/** Whether it decrypts what others have encrypted. */
export function answersDecryption(
  pair: HostKeyPair,
  scheme: Pick<HostEncryption, "decrypt">,
  algorithm: EncryptionAlgorithm | "RSAES_PKCS1_V1_5",
): MaybePromise<boolean> {
  return withKnownKey(pair, algorithm, (key) => decryptsKnown(scheme, key, algorithm)());
}

/** Whether it decrypts what others have encrypted, and what it encrypts itself. */
export function answersEncryption(
  pair: HostKeyPair,
  scheme: HostEncryption,
  algorithm: EncryptionAlgorithm,
): MaybePromise<boolean> {
  return withKnownKey(pair, algorithm, (key) =>
    allRight(
      decryptsKnown(scheme, key, algorithm),
      decryptsOwn(scheme, key, (plaintext) => scheme.encrypt(key, plaintext)),
    ),
  );
}

/** Whether what it wraps is opened by `opener`, which opens what others have wrapped. */
export function answersWrap(
  wrap: HostWrap,
  pair: HostKeyPair,
  opener: HostEncryption,
  algorithm: WrappingAlgorithm,
): MaybePromise<boolean> {
  const spec = wrappingAlgorithms[algorithm].recipient;
  const recipient = parseRecipientKey(knownKeyPairs[spec].publicKey, spec);
  return withKnownKey(pair, algorithm, (key) =>
    allRight(
      decryptsKnown(opener, key, algorithm),
      decryptsOwn(opener, key, (dataKey) => wrap(recipient, dataKey)),
    ),
  );
}

function withKnownKey(
  pair: HostKeyPair,
  algorithm: EncryptionAlgorithm | "RSAES_PKCS1_V1_5",
  work: (key: unknown) => MaybePromise<boolean>,
): MaybePromise<boolean> {
  const { privateKey } = knownKeyPairs[algorithm === "SM2PKE" ? "EC_SM2" : "RSA_2048"];
  return withImportedKey(pair, privateKey, work);
}

function decryptsKnown(
  scheme: Pick<HostEncryption, "decrypt">,
  key: unknown,
  algorithm: EncryptionAlgorithm | "RSAES_PKCS1_V1_5",
): Question {
  const { dataKey, [algorithm]: ciphertext } = knownCiphertexts;
  const raw = algorithm === "SM2PKE" ? sm2CiphertextToRaw(ciphertext) : ciphertext;
  return () => isKnown(scheme.decrypt(key, raw), dataKey);
}

function decryptsOwn(
  scheme: Pick<HostEncryption, "decrypt">,
  key: unknown,
  encrypt: (plaintext: Uint8Array) => MaybePromise<Uint8Array>,
): Question {
  const { dataKey } = knownCiphertexts;
  return () => andThen(encrypt(dataKey), (own) => isKnown(scheme.decrypt(key, own), dataKey));
}
