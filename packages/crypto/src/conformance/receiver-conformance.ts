import { type ConformanceCheck, expectSame } from "@keyferry/conformance";
import { namesOf, type WrappingAlgorithm, wrappingAlgorithms } from "@keyferry/algorithms";
import { concatBytes } from "@noble/ciphers/utils.js";
import type { CryptoBackend } from "../contract/backend.ts";
import type { DataKeyBytes, DataKeyReceiver } from "../contract/receiver.ts";
import { parseRecipientPrivateKey, type RecipientPrivateKey } from "../recipients/recipient-private-key.ts";
import { sm2CiphertextToDer, sm2CiphertextToRaw } from "../recipients/sm2-ciphertext.ts";
import { encodeEcPrivateKey } from "../keys/ec-key-encoding.ts";
import { type ArrivalBench, arrivalChecks } from "./checks/arrival-checks.ts";
import { expectRefusal } from "./bench/expect-refusal.ts";
import { rsa2048PrivateKey, sm2PrivateKey } from "./vectors/fixed-keys.ts";
import { knownCiphertexts } from "../known-answers/vectors/ciphertexts.ts";
import { gbt32918Example } from "./vectors/vectors.ts";

/** What the suite needs of the receiver under test. */
export interface ReceiverConformanceOptions {
  readonly receiver: DataKeyReceiver;
  /** Exports data keys to the receiver; it claims every wrapping algorithm that the receiver claims. */
  readonly sender: CryptoBackend;
}

const fixedPrivateKey = {
  RSA_2048: parseRecipientPrivateKey(rsa2048PrivateKey, "RSA_2048"),
  EC_SM2: parseRecipientPrivateKey(sm2PrivateKey, "EC_SM2"),
} as const;

const privateKeyOf = (algorithm: WrappingAlgorithm) =>
  fixedPrivateKey[wrappingAlgorithms[algorithm].recipient];

async function opensVector(receiver: DataKeyReceiver, algorithm: WrappingAlgorithm): Promise<void> {
  const exported = knownCiphertexts[algorithm].slice();
  const opened = await receiver.openExportedDataKey(privateKeyOf(algorithm), exported, algorithm);
  expectSame(opened.bytes, knownCiphertexts.dataKey, "the data key");
  expectSame(exported, knownCiphertexts[algorithm], "the caller's ciphertext");
}

async function refusesAlterations(receiver: DataKeyReceiver, algorithm: WrappingAlgorithm): Promise<void> {
  const vector = knownCiphertexts[algorithm];
  const sound = algorithm === "SM2PKE" ? sm2CiphertextToRaw(vector) : vector;
  const flipped = [1, 40, 70, sound.length - 1].map((index) => {
    const altered = sound.slice();
    altered[index] = (altered[index] ?? 0) ^ 1;
    return altered;
  });
  const cut = [0, 1, 64, 97, sound.length - 1].map((length) => sound.subarray(0, length));
  const longer = [concatBytes(sound, Uint8Array.of(0)), new Uint8Array(20_000).fill(4)];
  for (const altered of [...flipped, ...cut, ...longer, new Uint8Array(sound.length)]) {
    await expectRefusal("undecryptable", `an altered ciphertext of ${String(altered.length)} bytes`, () =>
      receiver.openExportedDataKey(privateKeyOf(algorithm), altered, algorithm),
    );
  }
}

async function refusesOtherKeys(receiver: DataKeyReceiver, algorithm: WrappingAlgorithm): Promise<void> {
  const other = algorithm === "SM2PKE" ? fixedPrivateKey.RSA_2048 : fixedPrivateKey.EC_SM2;
  await expectRefusal("unsupported", `a private key of ${other.spec} for ${algorithm}`, () =>
    receiver.openExportedDataKey(other, knownCiphertexts[algorithm], algorithm),
  );
}

function checksOf(
  { receiver }: ReceiverConformanceOptions,
  algorithm: WrappingAlgorithm,
): readonly ConformanceCheck[] {
  const check = (
    what: string,
    work: (receiver: DataKeyReceiver, algorithm: WrappingAlgorithm) => Promise<void>,
  ): ConformanceCheck => ({
    name: `${algorithm}: ${what}`,
    async run() {
      if (receiver.wrappingAlgorithms.includes(algorithm)) return work(receiver, algorithm);
      await expectRefusal("unsupported", `${algorithm}, which is not claimed,`, () =>
        receiver.openExportedDataKey(privateKeyOf(algorithm), knownCiphertexts[algorithm], algorithm),
      );
    },
  });
  return [
    check("opens what OpenSSL wrapped", opensVector),
    check("an altered ciphertext is undecryptable", refusesAlterations),
    check("a private key of another spec is refused", refusesOtherKeys),
  ];
}

async function opensTheStandardsExample({ receiver }: ReceiverConformanceOptions): Promise<void> {
  if (!receiver.wrappingAlgorithms.includes("SM2PKE")) return;
  const { scalar, point, message, ciphertext } = gbt32918Example;
  const privateKey = parseRecipientPrivateKey(encodeEcPrivateKey("EC_SM2", scalar, point), "EC_SM2");
  for (const form of [ciphertext, sm2CiphertextToDer(ciphertext)]) {
    const { bytes } = await receiver.openExportedDataKey(privateKey, form, "SM2PKE");
    expectSame(bytes, message, "the message of GB/T 32918.5 annex C");
  }
}

/** What every receiver on the host promises. What it claims decides what it must open; the rest it must refuse. */
export function receiverConformance(options: ReceiverConformanceOptions): readonly ConformanceCheck[] {
  const algorithms = namesOf(wrappingAlgorithms);
  const bench: ArrivalBench<RecipientPrivateKey, DataKeyBytes> = {
    ...options,
    privateKeyOf: ({ privateKey }, spec) => parseRecipientPrivateKey(privateKey, spec),
    async expectArrived({ bytes }, dataKey) {
      expectSame(bytes, dataKey, "the data key");
    },
    async forget({ privateKey }) {
      privateKey.fill(0);
    },
  };
  return [
    ...algorithms.flatMap((algorithm) => checksOf(options, algorithm)),
    {
      name: "SM2PKE: opens the example of GB/T 32918.5, raw and in DER",
      run: () => opensTheStandardsExample(options),
    },
    ...arrivalChecks<RecipientPrivateKey, DataKeyBytes>(async (work) => work(bench)),
  ];
}
