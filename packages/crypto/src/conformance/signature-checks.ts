import { hexToBytes, randomBytes } from "@noble/ciphers/utils.js";
import { type SignatureAlgorithm, signatureAlgorithms, signsWith } from "../algorithms.ts";
import { derTag, encodeDer, encodeDerUnsigned } from "../der.ts";
import { encodeEcPrivateKey } from "../ec-key-encoding.ts";
import { isEcKeySpec, isRsaKeySpec, keySpecs } from "../key-specs.ts";
import { refuseRecipientKey } from "../refusal.ts";
import { parseRsaPublicKey } from "../rsa-public-key.ts";
import { bigEndian } from "../big-endian.ts";
import { type BackendConformanceOptions, checkOnBackend, claimOf } from "./backend-bench.ts";
import { badSignatures, withOtherS } from "./bad-signatures.ts";
import { type ConformanceCheck, expectBytes, expectRefusal, expectTrue } from "./conformance-check.ts";
import {
  checkOnKeyPair,
  checkPerKeyPair,
  keyPairsOf,
  type KeyPairBench,
  signerOf,
} from "./key-pair-bench.ts";
import { publishedSignatures, type PublishedSignature, signaturesByOpenssl } from "./signature-vectors.ts";

const algorithms = Object.keys(signatureAlgorithms) as readonly SignatureAlgorithm[];

async function verifiesItsOwn(bench: KeyPairBench, algorithm: SignatureAlgorithm): Promise<void> {
  const signer = signerOf(bench);
  const { key, spec } = bench;
  for (const digest of [randomBytes(32), new Uint8Array(32), new Uint8Array(32).fill(0xff)]) {
    const before = digest.slice();
    const signature = await signer.sign(key, algorithm, digest);
    const kept = signature.slice();
    expectTrue(await signer.verify(key, algorithm, digest, signature), "its own signature to be true");
    expectBytes(digest, before, "the caller's digest");
    expectBytes(signature, kept, "the caller's signature");
    const row = keySpecs[spec];
    const fits = row.kind === "rsa" ? signature.length === row.modulusLength : signature.length <= 72;
    expectTrue(fits, `a signature of the length of its kind, found ${String(signature.length)} bytes`);
  }
}

async function refutesOtherDigests(bench: KeyPairBench, algorithm: SignatureAlgorithm): Promise<void> {
  const signer = signerOf(bench);
  const digest = randomBytes(32);
  const signature = await signer.sign(bench.key, algorithm, digest);
  for (const at of [0, 15, 31]) {
    const other = digest.map((byte, i) => (i === at ? byte ^ 0x10 : byte));
    expectTrue(!(await signer.verify(bench.key, algorithm, other, signature)), "another digest to be false");
  }
}

async function refutesBadSignatures(bench: KeyPairBench, algorithm: SignatureAlgorithm): Promise<void> {
  const signer = signerOf(bench);
  const digest = randomBytes(32);
  const signature = await signer.sign(bench.key, algorithm, digest);
  for (const [what, bad] of badSignatures(signature, bench.spec)) {
    expectTrue(
      !(await signer.verify(bench.key, algorithm, digest, bad)),
      `a signature with ${what} to be false`,
    );
  }
}

/** The same signature with the modulus added still opens by a library that only reduces it. */
async function refutesLargeNumbers(bench: KeyPairBench, algorithm: SignatureAlgorithm): Promise<void> {
  const { key, spec } = bench;
  if (!isRsaKeySpec(spec)) return;
  const signer = signerOf(bench);
  const { modulus } = parseRsaPublicKey(await keyPairsOf(bench).publicKey(key), spec, refuseRecipientKey);
  const { modulusLength } = keySpecs[spec];
  for (let count = 0; count < 8; count += 1) {
    const digest = randomBytes(32);
    const sum = bigEndian(await signer.sign(key, algorithm, digest)) + modulus;
    if (sum >> BigInt(8 * modulusLength) !== 0n) continue;
    const bad = hexToBytes(sum.toString(16).padStart(2 * modulusLength, "0"));
    expectTrue(
      !(await signer.verify(key, algorithm, digest, bad)),
      "a signature plus the modulus to be false",
    );
  }
}

async function judgesTheOtherS(bench: KeyPairBench, algorithm: SignatureAlgorithm): Promise<void> {
  if (!isEcKeySpec(bench.spec)) return;
  const signer = signerOf(bench);
  const digest = randomBytes(32);
  const other = withOtherS(await signer.sign(bench.key, algorithm, digest), bench.spec);
  const expected = algorithm === "ECDSA_SHA_256";
  const found = await signer.verify(bench.key, algorithm, digest, other);
  expectTrue(found === expected, `(r, n-s) to be ${String(expected)} for ${algorithm}`);
}

async function refusesOtherLengths(bench: KeyPairBench, algorithm: SignatureAlgorithm): Promise<void> {
  const signer = signerOf(bench);
  const signature = await signer.sign(bench.key, algorithm, new Uint8Array(32));
  for (const length of [0, 20, 31, 33, 64]) {
    const digest = new Uint8Array(length);
    const what = `a digest of ${String(length)} bytes`;
    await expectRefusal("unsupported", what, () => signer.sign(bench.key, algorithm, digest));
    await expectRefusal("unsupported", what, () => signer.verify(bench.key, algorithm, digest, signature));
  }
}

async function agreesWithOpenssl(bench: KeyPairBench, algorithm: SignatureAlgorithm): Promise<void> {
  const { key, spec, fixed } = bench;
  const { digest, signatures } = signaturesByOpenssl;
  const theirs = signatures[spec][algorithm];
  if (fixed === undefined) return;
  if (theirs === undefined) throw new Error(`expected a signature by OpenSSL of ${spec} with ${algorithm}`);
  const signer = signerOf(bench);
  expectTrue(await signer.verify(key, algorithm, digest, theirs), "OpenSSL's signature to be true");
  if (algorithm !== "RSA_PKCS1_SHA_256") return;
  // The one algorithm without chance in it.
  expectBytes(await signer.sign(key, algorithm, digest), theirs, "the signature that OpenSSL makes");
}

async function worksConcurrently(bench: KeyPairBench, algorithm: SignatureAlgorithm): Promise<void> {
  const signer = signerOf(bench);
  const digests = Array.from({ length: 4 }, (_, index) => new Uint8Array(32).fill(index));
  const signatures = await Promise.all(
    digests.map(async (digest) => signer.sign(bench.key, algorithm, digest)),
  );
  for (const [index, signature] of signatures.entries()) {
    for (const [other, digest] of digests.entries()) {
      const found = await signer.verify(bench.key, algorithm, digest, signature);
      expectTrue(found === (index === other), "each signature to belong to its own digest");
    }
  }
}

async function refusesOtherAlgorithms(bench: KeyPairBench): Promise<void> {
  const { backend, spec, key, claim } = bench;
  const { signer } = backend;
  if (signer === undefined) return;
  const able = algorithms.filter((name) => signsWith(spec, name) && claim.signatureAlgorithms.includes(name));
  const digest = new Uint8Array(32);
  for (const name of algorithms.filter((candidate) => !able.includes(candidate))) {
    await expectRefusal("unsupported", `${name} with a key of ${spec}`, () => signer.sign(key, name, digest));
    await expectRefusal("unsupported", `${name} with a key of ${spec}`, () =>
      signer.verify(key, name, digest, digest),
    );
  }
}

function agreesWithThePublished(
  options: BackendConformanceOptions,
  vector: PublishedSignature,
): ConformanceCheck {
  const { name, spec, algorithm, scalar, point, digest, r, s } = vector;
  return checkOnBackend(options, `${algorithm}: verifies the example of ${name}`, async (bench) => {
    if (claimOf(bench.backend, spec)?.signatureAlgorithms.includes(algorithm) !== true) return;
    const key = await bench.importedKey(spec, encodeEcPrivateKey(spec, scalar, point));
    if (key === undefined) return;
    const signature = encodeDer(derTag.sequence, encodeDerUnsigned(r), encodeDerUnsigned(s));
    const signer = signerOf(bench);
    expectTrue(await signer.verify(key, algorithm, digest, signature), "the published signature to be true");
    const publicKey = await keyPairsOf(bench).publicKey(key);
    expectBytes(publicKey.subarray(-point.length), point, "the published public key");
  });
}

async function ignoresTheEmbeddedPoint(bench: KeyPairBench): Promise<void> {
  const { spec, fixed, importedKey } = bench;
  const other = publishedSignatures.find((vector) => vector.spec === spec);
  if (fixed === undefined || other === undefined) return;
  const misleading = encodeEcPrivateKey(other.spec, other.scalar, fixed.publicKey.subarray(-65));
  const key = await importedKey(spec, misleading);
  if (key === undefined) return;
  const publicKey = await keyPairsOf(bench).publicKey(key);
  expectBytes(publicKey.subarray(-65), other.point, "the public key that belongs to the scalar");
}

/** What every backend promises of signatures, for each algorithm and each spec that it takes. */
export function signatureChecks(options: BackendConformanceOptions): readonly ConformanceCheck[] {
  const check = (
    what: string,
    work: (bench: KeyPairBench, algorithm: SignatureAlgorithm) => Promise<void>,
  ): readonly ConformanceCheck[] =>
    algorithms.flatMap((algorithm) =>
      signatureAlgorithms[algorithm].keySpecs.map((spec) =>
        checkOnKeyPair(options, spec, `${algorithm}: ${what}`, async (bench) => {
          if (bench.claim.signatureAlgorithms.includes(algorithm)) await work(bench, algorithm);
        }),
      ),
    );
  return [
    ...check("verifies what it signed", verifiesItsOwn),
    ...check("another digest is false", refutesOtherDigests),
    ...check("what is no signature is false, and no error", refutesBadSignatures),
    ...check("a number past the modulus is false", refutesLargeNumbers),
    ...check("(r, n-s) is true for ECDSA and false for SM2", judgesTheOtherS),
    ...check("digests of other lengths are refused", refusesOtherLengths),
    ...check("agrees with OpenSSL", agreesWithOpenssl),
    ...check("concurrent calls do not mix", worksConcurrently),
    ...checkPerKeyPair(options, "signs with no algorithm of another spec", refusesOtherAlgorithms),
    ...checkPerKeyPair(
      options,
      "believes no public key that comes with a private one",
      ignoresTheEmbeddedPoint,
    ),
    ...publishedSignatures.map((vector) => agreesWithThePublished(options, vector)),
  ];
}
