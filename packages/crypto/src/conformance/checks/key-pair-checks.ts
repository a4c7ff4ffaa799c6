import { type ConformanceCheck, expectSame, expectTrue } from "@keyferry/conformance";
import {
  type AsymmetricKeySpec,
  ecCurves,
  encryptionAlgorithms,
  encryptsWith,
  isRsaKeySpec,
  namesOf,
  signatureAlgorithms,
  signsWith,
} from "@keyferry/algorithms";
import { concatBytes, randomBytes } from "@noble/ciphers/utils.js";
import { parseEcPublicKey } from "../../keys/ec-public-key.ts";
import { refuseRecipientKey } from "../../keys/refusal.ts";
import { parseRsaPublicKey } from "../../keys/rsa-public-key.ts";
import { createSealer } from "../../sealing/portable-sealer.ts";
import { otherOwners } from "../bench/an-owner.ts";
import {
  type BackendConformanceOptions,
  boundTo,
  checkPerKeySpec,
  type KeyBench,
} from "../bench/backend-bench.ts";
import { expectRefusal } from "../bench/expect-refusal.ts";
import { fixedKeyPairs } from "../vectors/fixed-key-pairs.ts";
import {
  allKeyPairSpecs,
  checkPerKeyPair,
  cipherOf,
  keyPairsOf,
  type KeyPairBench,
  signerOf,
} from "../bench/key-pair-bench.ts";
import { inputOf, signatureForms } from "../bench/signature-bench.ts";

const digest = new Uint8Array(32).fill(0x5a);

/** Reads a public key with every check that a recipient's goes through. */
function checkPublicKey(spki: Uint8Array, spec: AsymmetricKeySpec): void {
  if (isRsaKeySpec(spec)) parseRsaPublicKey(spki, spec, refuseRecipientKey);
  else parseEcPublicKey(spki, ecCurves[spec], refuseRecipientKey);
}

async function showsItsPublicKey(bench: KeyPairBench): Promise<void> {
  const { spec, key, fixed } = bench;
  const spki = await keyPairsOf(bench).publicKey(key);
  checkPublicKey(spki, spec);
  if (fixed !== undefined) expectSame(spki, fixed.publicKey, "the public key of the imported pair");
  spki.fill(0);
  checkPublicKey(await keyPairsOf(bench).publicKey(key), spec);
}

function makesNewPairs({ generates = allKeyPairSpecs }: BackendConformanceOptions) {
  return async (bench: KeyPairBench): Promise<void> => {
    const { spec, key, claim, newKey } = bench;
    if (!generates.includes(spec)) return;
    const made = await newKey(spec);
    expectTrue(made.custody === claim.custody, "a new pair in the custody that claims its spec");
    const publicKey = await keyPairsOf(bench).publicKey(made);
    checkPublicKey(publicKey, spec);
    expectTrue(String(publicKey) !== String(await keyPairsOf(bench).publicKey(key)), "two pairs to differ");

    for (const form of signatureForms) {
      for (const algorithm of claim.signatureAlgorithms[form].filter((name) => signsWith(spec, name))) {
        const signer = signerOf(bench);
        const input = inputOf(form, digest);
        const signature = await signer.sign(made, algorithm, input);
        expectTrue(await signer.verify(made, algorithm, input, signature), `a new pair's ${algorithm}`);
        expectTrue(
          !(await signer.verify(key, algorithm, input, signature)),
          `another pair's ${algorithm} to be false`,
        );
      }
    }
    for (const algorithm of claim.encryptionAlgorithms.filter((name) => encryptsWith(spec, name))) {
      const cipher = cipherOf(bench);
      const ciphertext = await cipher.encrypt(made, algorithm, digest);
      expectSame(await cipher.decrypt(made, algorithm, ciphertext), digest, `a new pair's ${algorithm}`);
      await expectRefusal("undecryptable", `another pair's ${algorithm}`, () =>
        cipher.decrypt(key, algorithm, ciphertext),
      );
    }
  };
}

async function isNoSymmetricKey({ backend, key, newKey }: KeyPairBench): Promise<void> {
  const target = boundTo(key);
  const plaintext = randomBytes(16);
  const refused = (what: string, work: () => unknown) => expectRefusal("unsupported", what, work);
  await refused("encrypt with a key pair", () => backend.encrypt(target, plaintext));
  await refused("decrypt with a key pair", () => backend.decrypt({ ...target, body: plaintext }));
  await refused("generateDataKey with a key pair", () => backend.generateDataKey(target, 32));
  if (!backend.capabilities.some(({ keySpecs }) => keySpecs.includes("Aliyun_AES_256"))) return;
  const symmetric = boundTo(await newKey("Aliyun_AES_256"));
  const body = await backend.encrypt(symmetric, plaintext);
  await refused("reencrypt to a key pair", () => backend.reencrypt({ ...symmetric, body }, target));
}

async function isNoKeyPair({ backend, key }: KeyBench): Promise<void> {
  const refused = (what: string, work: () => unknown) => expectRefusal("unsupported", what, work);
  const { keyPairs, signer, asymmetricCipher } = backend;
  if (keyPairs) await refused("publicKey of a symmetric key", () => keyPairs.publicKey(key));
  for (const name of signer ? namesOf(signatureAlgorithms) : []) {
    for (const input of signatureForms.map((form) => inputOf(form, digest))) {
      await refused(`${name} with a symmetric key`, () => signer?.sign(key, name, input));
      await refused(`${name} with a symmetric key`, () => signer?.verify(key, name, input, digest));
    }
  }
  for (const name of asymmetricCipher ? namesOf(encryptionAlgorithms) : []) {
    await refused(`${name} with a symmetric key`, () => asymmetricCipher?.encrypt(key, name, digest));
    await refused(`${name} with a symmetric key`, () => asymmetricCipher?.decrypt(key, name, digest));
  }
}

async function keepsToItsRow(bench: KeyPairBench): Promise<void> {
  const { key, spec, claim, importedKey } = bench;
  if (claim.custody !== "host") return;
  const keyPairs = keyPairsOf(bench);
  const other = await importedKey(spec, fixedKeyPairs[spec].privateKey);
  if (other === undefined) return;
  // Used once each, so that both are cached: the cache must not hide that the rows were swapped.
  await keyPairs.publicKey(key);
  await keyPairs.publicKey(other);
  await expectRefusal("unreadable key", "the material of one version under the id of another", () =>
    keyPairs.publicKey({ ...other, material: key.material }),
  );
  for (const [what, owner] of otherOwners) {
    await keyPairs.publicKey(key);
    await expectRefusal("unreadable key", `a pair of another ${what}`, () =>
      keyPairs.publicKey({ ...key, owner }),
    );
  }
  const elsewhere = { ...key, custody: "somebody else's" };
  await expectRefusal(["unsupported", "unavailable"], "a key in another custody", () =>
    keyPairs.publicKey(elsewhere),
  );
}

function keepsToItsSealer(options: BackendConformanceOptions) {
  return async (bench: KeyPairBench): Promise<void> => {
    const { sealer, key, claim } = bench;
    if (claim.custody !== "host") return;
    const sister = await options.create({ sealer });
    const stranger = await options.create({ sealer: createSealer(randomBytes(32)) });
    try {
      expectSame(
        await keyPairsOf({ ...bench, backend: sister }).publicKey(key),
        await keyPairsOf(bench).publicKey(key),
        "the public key in a backend with the same sealer",
      );
      await expectRefusal("unreadable key", "a pair sealed under another root key", () =>
        keyPairsOf({ ...bench, backend: stranger }).publicKey(key),
      );
    } finally {
      await sister.close();
      await stranger.close();
    }
  };
}

async function importsSoundPairsOnly({ spec, fixed, importedKey }: KeyPairBench): Promise<void> {
  if (fixed === undefined) return;
  const { privateKey, publicKey } = fixed;
  const inTheMiddle = Math.floor(privateKey.length / 2);
  const altered = privateKey.slice();
  // Only RSA has numbers that must agree; on a curve the middle is the scalar, and any of those will do.
  altered[inTheMiddle] = (altered[inTheMiddle] ?? 0) ^ 1;
  const otherSpecs = allKeyPairSpecs.filter((other) => other !== spec);
  const bad: readonly (readonly [string, Uint8Array])[] = [
    ["nothing", new Uint8Array(0)],
    ["zeros", new Uint8Array(privateKey.length)],
    ["a public key", publicKey],
    ["a key cut short", privateKey.subarray(0, -1)],
    ["a key with a byte more", concatBytes(privateKey, Uint8Array.of(0))],
    ["10,000 bytes", new Uint8Array(10_000).fill(0x30)],
    ...(isRsaKeySpec(spec) ? [["numbers that do not agree", altered] as const] : []),
    ...otherSpecs.map((other) => [`a key of ${other}`, fixedKeyPairs[other].privateKey] as const),
  ];
  for (const [what, material] of bad) {
    await expectRefusal("material refused", `${what} for key material`, () => importedKey(spec, material));
  }
}

async function goesOnAfterDestroying(bench: KeyPairBench): Promise<void> {
  const { backend, key, spec, importedKey } = bench;
  const before = await keyPairsOf(bench).publicKey(key);
  const gone = await importedKey(spec, fixedKeyPairs[spec].privateKey);
  if (gone === undefined) return;
  await keyPairsOf(bench).publicKey(gone);
  await backend.destroyKey(gone);
  expectSame(await keyPairsOf(bench).publicKey(key), before, "the public key of the pair that is left");
}

/** What every backend promises of key pairs. */
export function keyPairChecks(options: BackendConformanceOptions): readonly ConformanceCheck[] {
  return [
    ...checkPerKeyPair(options, "shows the public key of its pair, in strict DER", showsItsPublicKey),
    ...checkPerKeyPair(options, "makes new pairs that do not pass for one another", makesNewPairs(options)),
    ...checkPerKeyPair(options, "a key pair is no symmetric key", isNoSymmetricKey),
    ...checkPerKeySpec(options, "a symmetric key is no key pair", isNoKeyPair),
    ...checkPerKeyPair(options, "sealed material of one pair does not pass for another's", keepsToItsRow),
    ...checkPerKeyPair(
      options,
      "sealed material opens under its own root key only",
      keepsToItsSealer(options),
    ),
    ...checkPerKeyPair(options, "imports sound pairs of its spec and nothing else", importsSoundPairsOnly),
    ...checkPerKeyPair(options, "destroying one pair leaves the others", goesOnAfterDestroying),
  ];
}
