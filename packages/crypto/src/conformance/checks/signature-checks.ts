import { type ConformanceCheck, expectSame, expectTrue } from "@keyferry/conformance";
import { isEcKeySpec, isRsaKeySpec, keySpecs, signatureAlgorithms, signsWith } from "@keyferry/algorithms";
import { hexToBytes, randomBytes } from "@noble/ciphers/utils.js";
import { sha256 } from "@noble/hashes/sha2.js";
import { bigEndian } from "../../keys/big-endian.ts";
import { canMake } from "../../contract/can-make.ts";
import { derTag, encodeDer, encodeDerUnsigned } from "../../keys/der.ts";
import { encodeEcPrivateKey } from "../../keys/ec-key-encoding.ts";
import { refuseRecipientKey } from "../../keys/refusal.ts";
import { parseRsaPublicKey } from "../../keys/rsa-public-key.ts";
import { anOwner } from "../bench/an-owner.ts";
import {
  type BackendConformanceOptions,
  checkOnBackend,
  claimOf,
  newVersionId,
} from "../bench/backend-bench.ts";
import { badSignatures, withOtherS } from "../vectors/bad-signatures.ts";
import { expectRefusal } from "../bench/expect-refusal.ts";
import { checkPerKeyPair, keyPairsOf, type KeyPairBench, signerOf } from "../bench/key-pair-bench.ts";
import {
  allSignatureAlgorithms,
  checkPerSignature,
  inputOf,
  type SignatureBench,
  signatureForms,
} from "../bench/signature-bench.ts";
import {
  publishedSignatures,
  type PublishedSignature,
  signaturesByOpenssl,
} from "../vectors/signature-vectors.ts";

async function verifiesItsOwn({ signer, key, spec, algorithm, form }: SignatureBench): Promise<void> {
  const lengths = form === "digest" ? [] : [0, 1, 31, 33, 63, 64, 65, 10_000];
  const fixed = [new Uint8Array(32), new Uint8Array(32).fill(0xff)];
  for (const bytes of [randomBytes(32), ...fixed, ...lengths.map((length) => randomBytes(length))]) {
    const before = bytes.slice();
    const signature = await signer.sign(key, algorithm, inputOf(form, bytes));
    const kept = signature.slice();
    const found = await signer.verify(key, algorithm, inputOf(form, bytes), signature);
    expectTrue(found, `its own signature of ${String(bytes.length)} bytes to be true`);
    expectSame(bytes, before, `the caller's ${form}`);
    expectSame(signature, kept, "the caller's signature");
    const row = keySpecs[spec];
    const fits = row.kind === "rsa" ? signature.length === row.modulusLength : signature.length <= 72;
    expectTrue(fits, `a signature of the length of its kind, found ${String(signature.length)} bytes`);
  }
}

async function refutesOtherInputs({ signer, key, algorithm, form }: SignatureBench): Promise<void> {
  const bytes = randomBytes(32);
  const signature = await signer.sign(key, algorithm, inputOf(form, bytes));
  const altered = [0, 15, 31].map((at) => bytes.map((byte, i) => (i === at ? byte ^ 0x10 : byte)));
  const cut = form === "digest" ? [] : [bytes.subarray(1), new Uint8Array(0)];
  for (const other of [...altered, ...cut]) {
    const found = await signer.verify(key, algorithm, inputOf(form, other), signature);
    expectTrue(!found, `another ${form} to be false`);
  }
}

async function refutesBadSignatures(bench: SignatureBench): Promise<void> {
  const { signer, key, spec, algorithm, form } = bench;
  const input = inputOf(form, randomBytes(32));
  const signature = await signer.sign(key, algorithm, input);
  for (const [what, bad] of badSignatures(signature, spec)) {
    const found = await signer.verify(key, algorithm, input, bad);
    expectTrue(!found, `a signature with ${what} to be false`);
  }
}

/** The same signature with the modulus added still opens by a library that only reduces it. */
async function refutesLargeNumbers(bench: SignatureBench): Promise<void> {
  const { signer, key, spec, algorithm, form } = bench;
  if (!isRsaKeySpec(spec)) return;
  const { modulus } = parseRsaPublicKey(await keyPairsOf(bench).publicKey(key), spec, refuseRecipientKey);
  const { modulusLength } = keySpecs[spec];
  for (let count = 0; count < 8; count += 1) {
    const input = inputOf(form, randomBytes(32));
    const sum = bigEndian(await signer.sign(key, algorithm, input)) + modulus;
    if (sum >> BigInt(8 * modulusLength) !== 0n) continue;
    const bad = hexToBytes(sum.toString(16).padStart(2 * modulusLength, "0"));
    const found = await signer.verify(key, algorithm, input, bad);
    expectTrue(!found, "a signature plus the modulus to be false");
  }
}

async function judgesTheOtherS({ signer, key, spec, algorithm, form }: SignatureBench): Promise<void> {
  if (!isEcKeySpec(spec)) return;
  const input = inputOf(form, randomBytes(32));
  const other = withOtherS(await signer.sign(key, algorithm, input), spec);
  const expected = algorithm === "ECDSA_SHA_256";
  const found = await signer.verify(key, algorithm, input, other);
  expectTrue(found === expected, `(r, n-s) to be ${String(expected)} for ${algorithm}`);
}

async function refusesOtherLengths({ signer, key, algorithm }: SignatureBench): Promise<void> {
  const signature = await signer.sign(key, algorithm, { digest: new Uint8Array(32) });
  for (const length of [0, 20, 31, 33, 64]) {
    const digest = new Uint8Array(length);
    const what = `a digest of ${String(length)} bytes`;
    await expectRefusal("unsupported", what, () => signer.sign(key, algorithm, { digest }));
    await expectRefusal("unsupported", what, () => signer.verify(key, algorithm, { digest }, signature));
  }
}

async function signsMessagesByTheirDigests(bench: SignatureBench): Promise<void> {
  const { signer, key, algorithm, claim } = bench;
  if (signatureAlgorithms[algorithm].hash !== "sha256") return;
  if (!claim.signatureAlgorithms.digest.includes(algorithm)) return;
  const message = randomBytes(100);
  const digest = sha256(message);
  const ofMessage = await signer.sign(key, algorithm, { message });
  expectTrue(await signer.verify(key, algorithm, { digest }, ofMessage), "the digest's verdict to be true");
  const ofDigest = await signer.sign(key, algorithm, { digest });
  expectTrue(await signer.verify(key, algorithm, { message }, ofDigest), "the message's verdict to be true");
  const asMessage = await signer.verify(key, algorithm, { message: digest }, ofDigest);
  expectTrue(!asMessage, "a digest that is taken for a message to be false");
}

async function agreesWithOpenssl({
  signer,
  key,
  spec,
  algorithm,
  form,
  fixed,
}: SignatureBench): Promise<void> {
  const { digest, message, signatures } = signaturesByOpenssl;
  const theirs = signatures[spec][algorithm];
  // Under SM2 the message of that digest is unknown.
  if (fixed === undefined || (form === "message" && spec === "EC_SM2")) return;
  if (theirs === undefined) throw new Error(`expected a signature by OpenSSL of ${spec} with ${algorithm}`);
  const input = inputOf(form, form === "digest" ? digest : message);
  expectTrue(await signer.verify(key, algorithm, input, theirs), "OpenSSL's signature to be true");
  if (algorithm !== "RSA_PKCS1_SHA_256") return;
  // The one algorithm without chance in it.
  expectSame(await signer.sign(key, algorithm, input), theirs, "the signature that OpenSSL makes");
}

async function worksConcurrently({ signer, key, algorithm, form }: SignatureBench): Promise<void> {
  const inputs = Array.from({ length: 4 }, (_, index) => inputOf(form, new Uint8Array(32).fill(index)));
  const signatures = await Promise.all(inputs.map(async (input) => signer.sign(key, algorithm, input)));
  for (const [index, signature] of signatures.entries()) {
    for (const [other, input] of inputs.entries()) {
      const found = await signer.verify(key, algorithm, input, signature);
      expectTrue(found === (index === other), `each signature to belong to its own ${form}`);
    }
  }
}

async function refusesTheUnclaimed(bench: KeyPairBench): Promise<void> {
  const { backend, spec, key, claim } = bench;
  const { signer } = backend;
  if (signer === undefined) return;
  for (const form of signatureForms) {
    const able = claim.signatureAlgorithms[form].filter((name) => signsWith(spec, name));
    const input = inputOf(form, new Uint8Array(32));
    for (const name of allSignatureAlgorithms.filter((candidate) => !able.includes(candidate))) {
      const what = `${name} of a ${form} with a key of ${spec}`;
      await expectRefusal("unsupported", what, () => signer.sign(key, name, input));
      await expectRefusal("unsupported", what, () => signer.verify(key, name, input, new Uint8Array(32)));
    }
  }
}

async function makesNoMuteKeys({ backend, spec, claim }: KeyPairBench): Promise<void> {
  for (const signs of signatureForms.filter((form) => !canMake(claim, { spec, signs: form }))) {
    const { protectionLevel } = claim;
    await expectRefusal("unsupported", `a key of ${spec} that is to sign a ${signs}`, () =>
      backend.createKey({ owner: anOwner, versionId: newVersionId(), spec, protectionLevel, signs }),
    );
  }
}

function agreesWithThePublished(
  options: BackendConformanceOptions,
  vector: PublishedSignature,
): ConformanceCheck {
  const { name, spec, algorithm, scalar, point, message, digest, r, s } = vector;
  return checkOnBackend(options, `${algorithm}: verifies the example of ${name}`, async (bench) => {
    const claim = claimOf(bench.backend, spec);
    if (claim === undefined) return;
    const key = await bench.importedKey(spec, encodeEcPrivateKey(spec, scalar, point));
    if (key === undefined) return;
    const signature = encodeDer(derTag.sequence, encodeDerUnsigned(r), encodeDerUnsigned(s));
    for (const form of signatureForms) {
      if (!claim.signatureAlgorithms[form].includes(algorithm)) continue;
      const input = inputOf(form, form === "digest" ? digest : message);
      const found = await signerOf(bench).verify(key, algorithm, input, signature);
      expectTrue(found, `the published signature of the ${form} to be true`);
    }
    const publicKey = await keyPairsOf(bench).publicKey(key);
    expectSame(publicKey.subarray(-point.length), point, "the published public key");
  });
}

async function ignoresTheEmbeddedPoint(bench: KeyPairBench): Promise<void> {
  const { spec, fixed, importedKey } = bench;
  const other = publishedSignatures.find((vector) => vector.spec === spec);
  if (fixed === undefined || other === undefined) return;
  const withoutPoint = encodeEcPrivateKey(other.spec, other.scalar);
  const misleading = encodeEcPrivateKey(other.spec, other.scalar, fixed.publicKey.subarray(-65));
  for (const material of [withoutPoint, misleading]) {
    const key = await importedKey(spec, material);
    if (key === undefined) return;
    const publicKey = await keyPairsOf(bench).publicKey(key);
    expectSame(publicKey.subarray(-65), other.point, "the public key that belongs to the scalar");
  }
}

/** What every backend promises of signatures, for each algorithm, each spec that it takes, and both forms of input. */
export function signatureChecks(options: BackendConformanceOptions): readonly ConformanceCheck[] {
  const check = (what: string, work: (bench: SignatureBench) => Promise<void>) =>
    checkPerSignature(options, what, work);
  return [
    ...check("verifies what it signed", verifiesItsOwn),
    ...check("another input is false", refutesOtherInputs),
    ...check("what is no signature is false, and no error", refutesBadSignatures),
    ...check("a number past the modulus is false", refutesLargeNumbers),
    ...check("(r, n-s) is true for ECDSA and false for SM2", judgesTheOtherS),
    ...check("agrees with OpenSSL", agreesWithOpenssl),
    ...check("concurrent calls do not mix", worksConcurrently),
    ...checkPerSignature(options, "other lengths are refused", refusesOtherLengths, ["digest"]),
    ...checkPerSignature(options, "is that of its digest", signsMessagesByTheirDigests, ["message"]),
    ...checkPerKeyPair(options, "signs with no algorithm, and no form, but the claimed", refusesTheUnclaimed),
    ...checkPerKeyPair(options, "makes no key that could not sign what it is to sign", makesNoMuteKeys),
    ...checkPerKeyPair(
      options,
      "believes no public key that comes with a private one, and needs none",
      ignoresTheEmbeddedPoint,
    ),
    ...publishedSignatures.map((vector) => agreesWithThePublished(options, vector)),
  ];
}
