import { type ConformanceCheck, expectSame, expectTrue } from "@keyferry/conformance";
import { ciphers, keySpecs } from "@keyferry/algorithms";
import { randomBytes } from "@noble/ciphers/utils.js";
import type { BackendKey } from "../../contract/backend.ts";
import { createSealer } from "../../sealing/portable-sealer.ts";
import { anOwner, otherOwners } from "../bench/an-owner.ts";
import {
  allKeySpecs,
  type BackendConformanceOptions,
  boundTo,
  checkOnBackend,
  checkPerKeySpec,
  claimOf,
  isTaken,
  type KeyBench,
  newVersionId,
} from "../bench/backend-bench.ts";
import { expectRefusal } from "../bench/expect-refusal.ts";
import { knownBodies } from "../../known-answers/vectors/bodies.ts";

const context = [["purpose", "custody"]] as const;

async function reencrypts({ backend, key, claim, newKey }: KeyBench): Promise<void> {
  const plaintext = randomBytes(100);
  const source = boundTo(key, context);
  const body = await backend.encrypt(source, plaintext);
  for (const spec of allKeySpecs.filter(
    (candidate) => claimOf(backend, candidate)?.custody === claim.custody,
  )) {
    const destination = boundTo(await newKey(spec), [["purpose", "another"]]);
    const moved = await backend.reencrypt({ ...source, body }, destination);
    expectSame(
      await backend.decrypt({ ...destination, body: moved }),
      plaintext,
      `the plaintext under ${spec}`,
    );
    await expectRefusal("undecryptable", "a body with another context", () =>
      backend.reencrypt({ ...boundTo(key), body }, destination),
    );
  }
}

async function reencryptsDataKeys({ backend, key, claim, newKey }: KeyBench): Promise<void> {
  const source = boundTo(key, context);
  const body = await backend.generateDataKey(source, claim.dataKeyLengths.min);
  const destination = boundTo(await newKey(key.spec));
  const moved = await backend.reencrypt({ ...source, body }, destination);
  expectSame(
    await backend.decrypt({ ...destination, body: moved }),
    await backend.decrypt({ ...source, body }),
    "the base64 text of the data key",
  );
}

async function refusesOtherCustodies({ backend, key }: KeyBench): Promise<void> {
  const elsewhere: BackendKey = { ...key, custody: "somebody else's" };
  // One backend cannot use the key; several combined know that nobody who could is there.
  await expectRefusal(["unsupported", "unavailable"], "a key in another custody", () =>
    backend.encrypt(boundTo(elsewhere), randomBytes(16)),
  );
}

async function refusesOtherRows({ backend, key, spec, claim, newKey }: KeyBench): Promise<void> {
  if (claim.custody !== "host") return;
  const other = await newKey(spec);
  // Used once each, so that both are cached: the cache must not hide that the rows were swapped.
  await backend.encrypt(boundTo(key), randomBytes(16));
  await backend.encrypt(boundTo(other), randomBytes(16));
  const swapped = { ...other, material: key.material };
  await expectRefusal("unreadable key", "the material of one version under the id of another", () =>
    backend.encrypt(boundTo(swapped), randomBytes(16)),
  );
  const otherSpec = allKeySpecs.find(
    (candidate) => candidate !== spec && claimOf(backend, candidate) !== undefined,
  );
  if (otherSpec === undefined) return;
  await expectRefusal("unreadable key", "the material of one spec as another", () =>
    backend.encrypt(boundTo({ ...key, spec: otherSpec }), randomBytes(16)),
  );
}

async function refusesOtherOwners({ backend, key, claim }: KeyBench): Promise<void> {
  if (claim.custody !== "host") return;
  for (const [what, owner] of otherOwners) {
    // Cached: neither the cache nor the label may let it be used as another key's.
    await backend.encrypt(boundTo(key), randomBytes(16));
    await expectRefusal("unreadable key", `the material of a key of another ${what}`, () =>
      backend.encrypt(boundTo({ ...key, owner }), randomBytes(16)),
    );
  }
}

function keepsToItsSealer(options: BackendConformanceOptions) {
  return async ({ backend, sealer, key, claim }: KeyBench): Promise<void> => {
    if (claim.custody !== "host") return;
    const plaintext = randomBytes(32);
    const target = boundTo(key, context);
    const body = await backend.encrypt(target, plaintext);
    const sister = await options.create({ sealer });
    const stranger = await options.create({ sealer: createSealer(randomBytes(32)) });
    try {
      expectSame(
        await sister.decrypt({ ...target, body }),
        plaintext,
        "what a backend with the same sealer decrypts",
      );
      await expectRefusal("unreadable key", "a key sealed under another root key", () =>
        stranger.decrypt({ ...target, body }),
      );
    } finally {
      await sister.close();
      await stranger.close();
    }
  };
}

async function importsKeys({ backend, spec, claim }: KeyBench): Promise<void> {
  const { importer } = backend;
  if (importer === undefined || !isTaken(backend, spec)) return;
  const { versionId, binding, text } = knownBodies;
  const { protectionLevel } = claim;
  const { cipher } = keySpecs[spec];
  const { keyLength } = ciphers[cipher];
  const material = knownBodies.material.slice(0, keyLength);
  const newKey = { owner: anOwner, versionId, spec, protectionLevel };
  for (const length of [0, keyLength - 1, keyLength + 1]) {
    await expectRefusal("material refused", `key material of ${String(length)} bytes`, () =>
      importer.importKey(newKey, new Uint8Array(length)),
    );
  }
  const stored = await importer.importKey(newKey, material);
  const key: BackendKey = { ...newKey, ...stored };
  try {
    expectSame(material, knownBodies.material.subarray(0, keyLength), "the caller's material");
    const isHost = stored.custody === "host";
    const body = isHost ? knownBodies.bodyBy(cipher) : await backend.encrypt({ key, binding }, text);
    expectSame(await backend.decrypt({ key, binding, body }), text, "the text of the fixed body");
  } finally {
    await backend.destroyKey(key);
  }
}

async function goesOnAfterDestroying({ backend, key, spec, newKey }: KeyBench): Promise<void> {
  const kept = boundTo(key);
  const body = await backend.encrypt(kept, randomBytes(16));
  const gone = await newKey(spec);
  await backend.encrypt(boundTo(gone), randomBytes(16));
  await backend.destroyKey(gone);
  expectTrue((await backend.decrypt({ ...kept, body })).length === 16, "other keys to work on");
}

/** What every backend promises of keys: where they live, and that none passes for another. */
export function custodyChecks(options: BackendConformanceOptions): readonly ConformanceCheck[] {
  return [
    checkOnBackend(options, "claims each custody once, with something it can do", async ({ backend }) => {
      const custodies = new Set(backend.capabilities.map(({ custody }) => custody));
      expectTrue(custodies.size === backend.capabilities.length, "each custody once");
      for (const { custody, keySpecs: specs, dataKeyLengths } of backend.capabilities) {
        expectTrue(specs.length > 0, `a key spec in the custody of ${custody}`);
        expectTrue(
          dataKeyLengths.min >= 1 && dataKeyLengths.min <= dataKeyLengths.max,
          "a range of data key lengths",
        );
      }
    }),
    checkOnBackend(options, "keys of its custody have material of their own", async ({ backend }) => {
      for (const { keySpecs: specs, protectionLevel } of backend.capabilities) {
        const [spec] = specs;
        if (spec === undefined) continue;
        const newKey = { owner: anOwner, versionId: newVersionId(), spec, protectionLevel };
        const stored = await backend.createKey(newKey);
        expectTrue(stored.material.length > 0, "material or a reference to it");
        await backend.destroyKey({ ...newKey, ...stored });
      }
    }),
    ...checkPerKeySpec(options, "re-encrypts to every key spec of its custody", reencrypts),
    ...checkPerKeySpec(options, "re-encrypts data keys", reencryptsDataKeys),
    ...checkPerKeySpec(options, "a key in another custody is refused", refusesOtherCustodies),
    ...checkPerKeySpec(options, "sealed material of one key does not pass for another's", refusesOtherRows),
    ...checkPerKeySpec(
      options,
      "sealed material opens for the key that it belongs to only",
      refusesOtherOwners,
    ),
    ...checkPerKeySpec(
      options,
      "sealed material opens under its own root key only",
      keepsToItsSealer(options),
    ),
    ...checkPerKeySpec(options, "imports key material of the right length", importsKeys),
    ...checkPerKeySpec(options, "destroying one key leaves the others", goesOnAfterDestroying),
  ];
}
