import { type ImportAlgorithm, importAlgorithms, namesOf } from "@keyferry/algorithms";
import { type ConformanceCheck, expectSame, expectTrue } from "@keyferry/conformance";
import { ecb } from "@noble/ciphers/aes.js";
import { bytesToHex, concatBytes, hexToBytes, randomBytes } from "@noble/ciphers/utils.js";
import type { MaterialUnwrapper, RecipientWrapper } from "../../contract/backend.ts";
import type { RecipientKeyPair } from "../../contract/receiver.ts";
import { encodeEcPrivateKey } from "../../keys/ec-key-encoding.ts";
import { parseRecipientKey } from "../../recipients/recipient-key.ts";
import { type BackendBench, type BackendConformanceOptions, checkOnBackend } from "../bench/backend-bench.ts";
import { expectRefusal } from "../bench/expect-refusal.ts";

/** A bench with a pair of the algorithm that the check is about. */
interface UnwrappingBench extends BackendBench {
  readonly algorithm: ImportAlgorithm;
  readonly unwrapper: MaterialUnwrapper;
  readonly pair: RecipientKeyPair;
}

/** SM4-ECB of the scalar 1, 2, 3, ... 32 under the key 1, 2, ... 16: by OpenSSL. */
const sm4Key = Uint8Array.from({ length: 16 }, (_, index) => index + 1);
const scalar = Uint8Array.from({ length: 32 }, (_, index) => index + 1);
const sm4Ciphertext = hexToBytes("a638955d5bcb1494488a2949a15fd1384329a6241e39ad7a9a404a814a7edd32");

interface Wrapped {
  readonly wrapped: Uint8Array;
  readonly material: Uint8Array;
}

/** EME-PKCS1-v1_5 (RFC 8017 7.2.1) for a modulus of 2,048 bits. */
function paddedBlock(payload: Uint8Array): Uint8Array {
  const padding = randomBytes(253 - payload.length).map((byte) => byte | 1);
  return concatBytes(Uint8Array.of(0, 2), padding, Uint8Array.of(0), payload);
}

/** RSA without any padding (RFC 8017 5.1.1), so that padding can be wrong in every way. */
function rawEncrypt({ publicKey }: RecipientKeyPair, block: Uint8Array): Uint8Array {
  const key = parseRecipientKey(publicKey, "RSA_2048");
  if (key.spec !== "RSA_2048") throw new Error("expected a key of RSA");
  const modulus = key.modulus;
  let [base, result] = [BigInt(`0x${bytesToHex(block)}`), 1n];
  for (let exponent = key.exponent; exponent > 0n; exponent >>= 1n) {
    if (exponent & 1n) result = (result * base) % modulus;
    base = (base * base) % modulus;
  }
  return hexToBytes(result.toString(16).padStart(512, "0"));
}

/** Wraps as a caller does: the backend's own wrapper encrypts under the public key, but for what it has not. */
async function wrapFor({ algorithm, pair }: UnwrappingBench, wrapper: RecipientWrapper): Promise<Wrapped> {
  const { recipient, encryption, content } = importAlgorithms[algorithm];
  const key = parseRecipientKey(pair.publicKey, recipient);
  const encrypt = async (payload: Uint8Array) =>
    encryption === "RSAES_PKCS1_V1_5"
      ? rawEncrypt(pair, paddedBlock(payload))
      : wrapper.wrap(key, payload, encryption);
  if (content === null) {
    const material = randomBytes(32);
    return { material, wrapped: await encrypt(material) };
  }
  if (content.cipher === "SM4_ECB") {
    const wrapped = concatBytes(await encrypt(sm4Key), sm4Ciphertext);
    return { material: encodeEcPrivateKey("EC_SM2", scalar), wrapped };
  }
  const [aesKey, material] = [randomBytes(content.keyLength), randomBytes(138)];
  return { material, wrapped: concatBytes(await encrypt(aesKey), ecb(aesKey).encrypt(material)) };
}

function unwraps(wrapper: RecipientWrapper) {
  return async (bench: UnwrappingBench): Promise<void> => {
    const { algorithm, unwrapper, pair } = bench;
    const { wrapped, material } = await wrapFor(bench, wrapper);
    const before = wrapped.slice();
    expectSame(await unwrapper.unwrap(pair.privateKey, wrapped, algorithm), material, "the material");
    expectSame(wrapped, before, "the caller's bytes");
  };
}

function refusesAlterations(wrapper: RecipientWrapper) {
  return async (bench: UnwrappingBench): Promise<void> => {
    const { algorithm, unwrapper, pair } = bench;
    const { wrapped } = await wrapFor(bench, wrapper);
    const altered = [wrapped.map((byte, index) => (index === 70 ? byte ^ 1 : byte))];
    const lengths = [0, 1, 97, wrapped.length - 1].map((length) => wrapped.subarray(0, length));
    const longer = [concatBytes(wrapped, Uint8Array.of(0)), new Uint8Array(20_000).fill(4)];
    const isPkcs1 = algorithm === "RSAES_PKCS1_V1_5";
    for (const bytes of [...(isPkcs1 ? [] : altered), ...lengths, ...longer]) {
      await expectRefusal("undecryptable", `${String(bytes.length)} altered bytes`, () =>
        unwrapper.unwrap(pair.privateKey, bytes, algorithm),
      );
    }
    if (isPkcs1) return;
    const { privateKey } = await unwrapper.newWrappingPair(algorithm);
    await expectRefusal("undecryptable", "material that was wrapped for another pair", () =>
      unwrapper.unwrap(privateKey, wrapped, algorithm),
    );
  };
}

/** RFC 8017 7.2.2 lets a caller see whether padding is right, which opens any ciphertext in the end (Bleichenbacher). */
async function tellsNothingOfPadding({ algorithm, unwrapper, pair }: UnwrappingBench): Promise<void> {
  if (algorithm !== "RSAES_PKCS1_V1_5") return;
  const material = randomBytes(32);
  const sound = paddedBlock(material);
  const changed = (at: number, byte: number) => sound.map((before, index) => (index === at ? byte : before));
  const blocks = {
    "a block of another type": changed(1, 1),
    "a block that begins with no zero": changed(0, 1),
    "padding of less than eight bytes": changed(5, 0),
    "padding that ends nowhere": concatBytes(Uint8Array.of(0, 2), new Uint8Array(254).fill(1)),
    "nothing but zeros": new Uint8Array(256),
  };
  const lengths = new Set<number>();
  for (const [what, block] of Object.entries(blocks)) {
    const wrapped = rawEncrypt(pair, block);
    const answers = [];
    for (let time = 0; time < 2; time++) {
      answers.push(await unwrapper.unwrap(pair.privateKey, wrapped, algorithm));
    }
    expectSame(answers[0], answers[1], `what ${what} gives the second time`);
    const found = answers[0]?.subarray(-8) ?? new Uint8Array(0);
    expectTrue(bytesToHex(found) !== bytesToHex(material.subarray(-8)), `${what} to give no material`);
    lengths.add(answers[0]?.length ?? 0);
  }
  expectTrue(lengths.size > 1, "lengths to hang on the ciphertext");
}

async function makesPairsAnew({ algorithm, unwrapper, pair }: UnwrappingBench): Promise<void> {
  const { publicKey } = await unwrapper.newWrappingPair(algorithm);
  expectTrue(bytesToHex(publicKey) !== bytesToHex(pair.publicKey), "another pair each time");
  expectSame(parseRecipientKey(publicKey, importAlgorithms[algorithm].recipient).spki, publicKey, "the key");
}

/** What every backend promises of key material that comes wrapped. What it claims it must do, and refuse the rest. */
export function unwrappingChecks(options: BackendConformanceOptions): readonly ConformanceCheck[] {
  return namesOf(importAlgorithms).map((algorithm) =>
    checkOnBackend(
      options,
      `${algorithm}: unwraps what a caller wrapped, refuses all else, and tells nothing of padding`,
      async (bench) => {
        const { unwrapper, wrapper, capabilities } = bench.backend;
        const isClaimed = capabilities.some(({ imports }) => imports.algorithms.includes(algorithm));
        if (!isClaimed) {
          if (unwrapper === undefined) return;
          await expectRefusal("unsupported", "a pair that is not claimed", () =>
            unwrapper.newWrappingPair(algorithm),
          );
          await expectRefusal("unsupported", "an algorithm that is not claimed", () =>
            unwrapper.unwrap(new Uint8Array(0), new Uint8Array(256), algorithm),
          );
          return;
        }
        if (unwrapper === undefined || wrapper === undefined) {
          throw new Error("expected both wrapping and unwrapping");
        }
        const pair = await unwrapper.newWrappingPair(algorithm);
        const about = { ...bench, algorithm, unwrapper, pair };
        await unwraps(wrapper)(about);
        await refusesAlterations(wrapper)(about);
        await tellsNothingOfPadding(about);
        await makesPairsAnew(about);
      },
    ),
  );
}
