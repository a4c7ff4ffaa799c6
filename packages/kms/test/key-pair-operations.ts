import {
  asymmetricDecrypt,
  asymmetricEncrypt,
  asymmetricSign,
  asymmetricVerify,
  getPublicKey,
} from "@keyferry/protocol";
import type { NamedVersion, Usage } from "./key-pairs.ts";
import { bytes, type Caller, type Service } from "./service.ts";

/** A key pair of EC_SM2 with what it has made before: a ciphertext or a signature. */
export interface UsedKeyPair extends NamedVersion {
  readonly CiphertextBlob: Uint8Array;
  readonly Value: Uint8Array;
}

type Call = (service: Service, pair: UsedKeyPair, caller?: Caller) => Promise<unknown>;

const encryption = { Algorithm: "SM2PKE", Plaintext: bytes("before") } as const;
const signature = { Algorithm: "SM2DSA", Digest: new Uint8Array(32).fill(7) } as const;

/** Uses a new key pair, so that there is something to decrypt or to verify. */
export async function useKeyPair(
  { call }: Service,
  usage: Usage,
  { KeyId, KeyVersionId }: NamedVersion,
): Promise<UsedKeyPair> {
  const unused = { KeyId, KeyVersionId, CiphertextBlob: new Uint8Array(0), Value: new Uint8Array(0) };
  return usage === "SIGN/VERIFY"
    ? { ...unused, ...(await call(asymmetricSign, { KeyId, KeyVersionId, ...signature })) }
    : { ...unused, ...(await call(asymmetricEncrypt, { KeyId, KeyVersionId, ...encryption })) };
}

/**
 * Operations on key pairs, with the usage of the pair that they need: no symmetric key can stand in for one, so they are
 * not in the tables of symmetric keys.
 */
export const keyPairOperations: readonly (readonly [operation: string, Usage, Call])[] = [
  ["GetPublicKey", "SIGN/VERIFY", ({ call }, pair, caller) => call(getPublicKey, pair, caller)],
  [
    "AsymmetricEncrypt",
    "ENCRYPT/DECRYPT",
    ({ call }, pair, caller) => call(asymmetricEncrypt, { ...pair, ...encryption }, caller),
  ],
  [
    "AsymmetricDecrypt",
    "ENCRYPT/DECRYPT",
    ({ call }, pair, caller) => call(asymmetricDecrypt, { ...pair, Algorithm: "SM2PKE" }, caller),
  ],
  [
    "AsymmetricSign",
    "SIGN/VERIFY",
    ({ call }, pair, caller) => call(asymmetricSign, { ...pair, ...signature }, caller),
  ],
  [
    "AsymmetricVerify",
    "SIGN/VERIFY",
    ({ call }, pair, caller) => call(asymmetricVerify, { ...pair, ...signature }, caller),
  ],
];
