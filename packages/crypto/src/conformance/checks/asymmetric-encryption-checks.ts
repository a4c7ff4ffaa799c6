import { type ConformanceCheck, expectSame, expectTrue } from "@keyferry/conformance";
import {
  type EncryptionAlgorithm,
  encryptionAlgorithms,
  encryptsWith,
  keySpecs,
  maxPlaintext,
  namesOf,
} from "@keyferry/algorithms";
import { concatBytes, randomBytes } from "@noble/ciphers/utils.js";
import { parseRecipientKey } from "../../recipients/recipient-key.ts";
import { sm2CiphertextToDer } from "../../recipients/sm2-ciphertext.ts";
import { type BackendConformanceOptions, boundTo, dataKeyIn } from "../bench/backend-bench.ts";
import { expectRefusal } from "../bench/expect-refusal.ts";
import {
  checkOnKeyPair,
  checkPerKeyPair,
  cipherOf,
  keyPairsOf,
  type KeyPairBench,
} from "../bench/key-pair-bench.ts";
import { knownCiphertexts } from "../../known-answers/vectors/ciphertexts.ts";

const algorithms = namesOf(encryptionAlgorithms);

async function decryptsUpToTheLimit(bench: KeyPairBench, algorithm: EncryptionAlgorithm): Promise<void> {
  const { key, spec } = bench;
  const cipher = cipherOf(bench);
  const max = maxPlaintext(algorithm, spec);
  for (const length of [1, 32, max]) {
    const plaintext = randomBytes(length);
    const before = plaintext.slice();
    const ciphertext = await cipher.encrypt(key, algorithm, plaintext);
    expectSame(plaintext, before, "the caller's plaintext");
    const row = keySpecs[spec];
    const expected = row.kind === "rsa" ? row.modulusLength : 97 + length;
    expectTrue(ciphertext.length === expected, `a ciphertext of ${String(expected)} bytes`);
    const decrypted = await cipher.decrypt(key, algorithm, ciphertext);
    expectSame(decrypted, plaintext, `the plaintext of ${String(length)} bytes`);
  }
  await expectRefusal("payload too long", `a plaintext of ${String(max + 1)} bytes`, () =>
    cipher.encrypt(key, algorithm, new Uint8Array(max + 1)),
  );
}

async function knowsNothing(bench: KeyPairBench, algorithm: EncryptionAlgorithm): Promise<void> {
  const cipher = cipherOf(bench);
  const nothing = new Uint8Array(0);
  if (algorithm === "SM2PKE") {
    await expectRefusal("unsupported", "an empty plaintext", () =>
      cipher.encrypt(bench.key, algorithm, nothing),
    );
    return;
  }
  const ciphertext = await cipher.encrypt(bench.key, algorithm, nothing);
  expectSame(await cipher.decrypt(bench.key, algorithm, ciphertext), nothing, "the empty plaintext");
}

async function neverEncryptsAlike(bench: KeyPairBench, algorithm: EncryptionAlgorithm): Promise<void> {
  const cipher = cipherOf(bench);
  const plaintext = randomBytes(16);
  const ciphertexts = new Set<string>();
  for (let count = 0; count < 4; count += 1) {
    ciphertexts.add(String(await cipher.encrypt(bench.key, algorithm, plaintext)));
  }
  expectTrue(ciphertexts.size === 4, "4 different ciphertexts of one plaintext");
}

async function refusesAlterations(bench: KeyPairBench, algorithm: EncryptionAlgorithm): Promise<void> {
  const cipher = cipherOf(bench);
  const sound = await cipher.encrypt(bench.key, algorithm, randomBytes(32));
  const flipped = [0, 1, 40, 70, 100, sound.length - 1].map((at) =>
    sound.map((byte, i) => (i === at ? byte ^ 1 : byte)),
  );
  const cut = [0, 1, 64, 97, sound.length - 1].map((length) => sound.subarray(0, length));
  const zero = Uint8Array.of(0);
  const longer = [concatBytes(sound, zero), concatBytes(zero, sound), new Uint8Array(20_000).fill(4)];
  const constant = [new Uint8Array(sound.length), new Uint8Array(sound.length).fill(0xff)];
  for (const altered of [...flipped, ...cut, ...longer, ...constant]) {
    await expectRefusal("undecryptable", `an altered ciphertext of ${String(altered.length)} bytes`, () =>
      cipher.decrypt(bench.key, algorithm, altered),
    );
  }
}

async function refusesTheOtherHash(bench: KeyPairBench, algorithm: EncryptionAlgorithm): Promise<void> {
  const cipher = cipherOf(bench);
  const ciphertext = await cipher.encrypt(bench.key, algorithm, randomBytes(16));
  const others = bench.claim.encryptionAlgorithms.filter(
    (name) => name !== algorithm && encryptsWith(bench.spec, name),
  );
  for (const other of others) {
    await expectRefusal("undecryptable", `a ciphertext of ${algorithm} as one of ${other}`, () =>
      cipher.decrypt(bench.key, other, ciphertext),
    );
  }
}

async function opensWhatOpensslWrapped(bench: KeyPairBench, algorithm: EncryptionAlgorithm): Promise<void> {
  const { key, spec, fixed } = bench;
  if (fixed === undefined || (spec !== "RSA_2048" && spec !== "EC_SM2")) return;
  const cipher = cipherOf(bench);
  const opened = await cipher.decrypt(key, algorithm, knownCiphertexts[algorithm]);
  expectSame(opened, knownCiphertexts.dataKey, "what OpenSSL encrypted");
}

async function takesDer(bench: KeyPairBench, algorithm: EncryptionAlgorithm): Promise<void> {
  if (algorithm !== "SM2PKE") return;
  const cipher = cipherOf(bench);
  const plaintext = randomBytes(32);
  const ciphertext = sm2CiphertextToDer(await cipher.encrypt(bench.key, algorithm, plaintext));
  expectSame(await cipher.decrypt(bench.key, algorithm, ciphertext), plaintext, "the plaintext from DER");
}

/** A key pair of the service can itself be the recipient of an export. */
async function opensExports(bench: KeyPairBench, algorithm: EncryptionAlgorithm): Promise<void> {
  const { backend, key, spec, claim, newKey } = bench;
  if (spec !== "RSA_2048" && spec !== "EC_SM2") return;
  const source = backend.capabilities
    .filter(({ wrappingAlgorithms }) => wrappingAlgorithms.includes(algorithm))
    .flatMap(({ keySpecs: specs }) => specs)
    .find((candidate) => keySpecs[candidate].kind === "symmetric");
  if (source === undefined || !claim.encryptionAlgorithms.includes(algorithm)) return;
  const target = boundTo(await newKey(source), [["purpose", "export"]]);
  const body = await backend.generateDataKey(target, 32);
  const recipient = parseRecipientKey(await keyPairsOf(bench).publicKey(key), spec);
  const { exported } = await backend.rewrap({ ...target, body }, recipient, algorithm);
  expectSame(
    await cipherOf(bench).decrypt(key, algorithm, exported),
    await dataKeyIn({ ...target, body }, backend),
    "the exported data key",
  );
}

async function refusesOtherAlgorithms(bench: KeyPairBench): Promise<void> {
  const { backend, spec, key, claim } = bench;
  const { asymmetricCipher: cipher } = backend;
  if (cipher === undefined) return;
  const able = algorithms.filter(
    (name) => encryptsWith(spec, name) && claim.encryptionAlgorithms.includes(name),
  );
  for (const name of algorithms.filter((candidate) => !able.includes(candidate))) {
    const what = `${name} with a key of ${spec}`;
    await expectRefusal("unsupported", what, () => cipher.encrypt(key, name, randomBytes(16)));
    await expectRefusal("unsupported", what, () => cipher.decrypt(key, name, knownCiphertexts[name]));
  }
}

/** What every backend promises of encryption under public keys, for each algorithm and each spec that it takes. */
export function asymmetricEncryptionChecks(options: BackendConformanceOptions): readonly ConformanceCheck[] {
  const check = (
    what: string,
    work: (bench: KeyPairBench, algorithm: EncryptionAlgorithm) => Promise<void>,
  ): readonly ConformanceCheck[] =>
    algorithms.flatMap((algorithm) =>
      encryptionAlgorithms[algorithm].keySpecs.map((spec) =>
        checkOnKeyPair(options, spec, `${algorithm}: ${what}`, async (bench) => {
          if (bench.claim.encryptionAlgorithms.includes(algorithm)) await work(bench, algorithm);
        }),
      ),
    );
  return [
    ...check("decrypts what it encrypted, up to the limit and no further", decryptsUpToTheLimit),
    ...check("encrypts an empty plaintext, or refuses it for SM2", knowsNothing),
    ...check("never encrypts twice alike", neverEncryptsAlike),
    ...check("an altered ciphertext is undecryptable", refusesAlterations),
    ...check("a ciphertext of another algorithm is undecryptable", refusesTheOtherHash),
    ...check("opens what OpenSSL encrypted", opensWhatOpensslWrapped),
    ...check("takes SM2 ciphertexts in DER as well", takesDer),
    ...check("opens a data key that was exported to its public key", opensExports),
    ...checkPerKeyPair(options, "encrypts with no algorithm of another spec", refusesOtherAlgorithms),
  ];
}
