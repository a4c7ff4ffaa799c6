import { type ConformanceCheck, expectSame, expectTrue } from "@keyferry/conformance";
import { concatBytes, randomBytes, utf8ToBytes } from "@noble/ciphers/utils.js";
import type { BackendKey, CryptoBackend } from "../../contract/backend.ts";
import { bindingOf } from "../../blob/blob.ts";
import {
  type BackendConformanceOptions,
  boundTo,
  checkPerKeySpec,
  type KeyBench,
  newVersionId,
} from "../bench/backend-bench.ts";
import { expectRefusal } from "../bench/expect-refusal.ts";
import { textsOfEveryKind } from "../bench/texts.ts";

const context = [["purpose", "conformance"]] as const;

async function encryptsUpToTheLimit({ backend, key }: KeyBench): Promise<void> {
  for (const length of [1, 2, 3, 16, 100, 6_144]) {
    const plaintext = randomBytes(length);
    const target = boundTo(key, context);
    const body = await backend.encrypt(target, plaintext);
    expectSame(
      await backend.decrypt({ ...target, body }),
      plaintext,
      `the plaintext of ${String(length)} bytes`,
    );
  }
  await expectRefusal("unsupported", "a plaintext of 6,145 bytes", () =>
    backend.encrypt(boundTo(key, context), new Uint8Array(6_145)),
  );
}

async function hasTheDocumentedLength({ backend, key, claim }: KeyBench): Promise<void> {
  // A module has forms of its own.
  if (claim.custody !== "host") return;
  for (const length of [1, 2, 3, 4, 16, 32, 6_144]) {
    const body = await backend.encrypt(boundTo(key), randomBytes(length));
    const documented = 28 + length;
    expectTrue(
      body.length === documented,
      `a body of ${String(documented)} bytes for ${String(length)}, found ${String(body.length)}`,
    );
  }
}

/** Whatever a text holds, and whether or not it is base64: it comes back as it was. */
async function encryptsTextOfAnyKind({ backend, key }: KeyBench): Promise<void> {
  for (const text of textsOfEveryKind) {
    const target = boundTo(key, context);
    const body = await backend.encrypt(target, utf8ToBytes(text));
    expectSame(await backend.decrypt({ ...target, body }), utf8ToBytes(text), JSON.stringify(text));
  }
}

async function neverEncryptsAlike({ backend, key }: KeyBench): Promise<void> {
  const plaintext = randomBytes(16);
  const bodies = await Promise.all(
    Array.from({ length: 16 }, async () => backend.encrypt(boundTo(key, context), plaintext)),
  );
  const distinct = new Set(bodies.map(String));
  expectTrue(distinct.size === bodies.length, "16 different bodies of one plaintext");
}

async function isBound({ backend, key }: KeyBench): Promise<void> {
  const refusesElsewhere = async (what: string, body: Uint8Array, binding: Uint8Array) =>
    expectRefusal("undecryptable", what, () => backend.decrypt({ key, body, binding }));
  const plaintext = randomBytes(32);
  const withContext = await backend.encrypt(boundTo(key, context), plaintext);
  const without = await backend.encrypt(boundTo(key), plaintext);

  await refusesElsewhere("a body without its context", withContext, bindingOf(key.versionId));
  await refusesElsewhere(
    "a body with an empty context for its own",
    withContext,
    bindingOf(key.versionId, []),
  );
  await refusesElsewhere(
    "a body with another value",
    withContext,
    bindingOf(key.versionId, [["purpose", "other"]]),
  );
  await refusesElsewhere(
    "a body with another key",
    withContext,
    bindingOf(key.versionId, [["other", "conformance"]]),
  );
  await refusesElsewhere(
    "a body with a pair too many",
    withContext,
    bindingOf(key.versionId, [...context, ["more", ""]]),
  );
  await refusesElsewhere("a body under another version id", withContext, bindingOf(newVersionId(), context));
  await refusesElsewhere("a body with a context it never had", without, bindingOf(key.versionId, context));
  const emptyContext = { key, body: without, binding: bindingOf(key.versionId, []) };
  expectSame(
    await backend.decrypt(emptyContext),
    plaintext,
    "the plaintext under an empty context, which is none",
  );
}

/** Every byte altered in one bit, every cut, and a byte more at either end. */
function alterations(body: Uint8Array): readonly (readonly [string, Uint8Array])[] {
  const flipped = Array.from(body, (byte, index) => {
    const altered = body.slice();
    altered[index] = byte ^ (1 << (index % 8));
    return [`a body with an altered byte ${String(index)}`, altered] as const;
  });
  const cut = Array.from(
    body,
    (_, length) => [`a body cut to ${String(length)} bytes`, body.subarray(0, length)] as const,
  );
  return [
    ...flipped,
    ...cut,
    ["a body without its first byte", body.subarray(1)],
    ["a body with a byte more", concatBytes(body, Uint8Array.of(0))],
    ["a body with a byte before it", concatBytes(Uint8Array.of(0), body)],
    ["a body of 10,000 bytes", concatBytes(body, new Uint8Array(10_000 - body.length))],
  ];
}

async function refusesAlterations({ backend, key }: KeyBench): Promise<void> {
  const target = boundTo(key, context);
  const body = await backend.encrypt(target, randomBytes(16));
  for (const [what, altered] of alterations(body)) {
    await expectRefusal("undecryptable", what, () => backend.decrypt({ ...target, body: altered }));
  }
}

async function refusesAnotherKey({ backend, key, spec, newKey }: KeyBench): Promise<void> {
  const other = await newKey(spec);
  const target = boundTo(key);
  const body = await backend.encrypt(target, randomBytes(16));
  await expectRefusal("undecryptable", "a body of another key", () =>
    backend.decrypt({ key: other, binding: target.binding, body }),
  );
}

async function leavesBuffersAlone({ backend, key }: KeyBench): Promise<void> {
  const plaintext = randomBytes(32);
  const target = boundTo(key, context);
  const before = {
    plaintext: plaintext.slice(),
    material: key.material.slice(),
    binding: target.binding.slice(),
  };
  const body = await backend.encrypt(target, plaintext);
  const bodyBefore = body.slice();
  const decrypted = await backend.decrypt({ ...target, body });
  decrypted.fill(0);
  expectSame(
    await backend.decrypt({ ...target, body }),
    plaintext,
    "the plaintext after a caller wiped its copy",
  );
  expectSame(plaintext, before.plaintext, "the caller's plaintext");
  expectSame(key.material, before.material, "the caller's sealed material");
  expectSame(target.binding, before.binding, "the caller's binding");
  expectSame(body, bodyBefore, "the caller's body");
}

async function roundTrip(backend: CryptoBackend, key: BackendKey, index: number): Promise<void> {
  const plaintext = new Uint8Array(48).fill(index);
  const target = boundTo(key, [["index", String(index)]]);
  const body = await backend.encrypt(target, plaintext);
  expectSame(await backend.decrypt({ ...target, body }), plaintext, `plaintext ${String(index)}`);
}

async function worksConcurrently({ backend, key, spec, newKey }: KeyBench): Promise<void> {
  const keys = [key, await newKey(spec), await newKey(spec)];
  const rounds = Array.from({ length: 20 }, (_, round) =>
    keys.map((one, place) => [one, 3 * round + place] as const),
  );
  await Promise.all(rounds.flat().map(async ([one, index]) => roundTrip(backend, one, index)));
}

/** What every backend promises of encrypt and decrypt. */
export function encryptionChecks(options: BackendConformanceOptions): readonly ConformanceCheck[] {
  return [
    ...checkPerKeySpec(options, "decrypts what it encrypted, up to 6,144 bytes", encryptsUpToTheLimit),
    ...checkPerKeySpec(options, "decrypts text of any kind as it was", encryptsTextOfAnyKind),
    ...checkPerKeySpec(
      options,
      "bodies in the host's custody have the documented length",
      hasTheDocumentedLength,
    ),
    ...checkPerKeySpec(options, "never encrypts twice alike", neverEncryptsAlike),
    ...checkPerKeySpec(options, "a body is bound to its version id and context", isBound),
    ...checkPerKeySpec(options, "an altered body is undecryptable", refusesAlterations),
    ...checkPerKeySpec(options, "a body of another key is undecryptable", refusesAnotherKey),
    ...checkPerKeySpec(options, "callers' buffers stay as they were", leavesBuffersAlone),
    ...checkPerKeySpec(options, "concurrent calls do not mix", worksConcurrently),
  ];
}
