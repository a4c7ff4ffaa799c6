import { type ConformanceCheck, expectSame, expectTrue } from "@keyferry/conformance";
import { keySpecs, macAlgorithms, maxMacMessageLength } from "@keyferry/algorithms";
import { concatBytes, randomBytes } from "@noble/ciphers/utils.js";
import type { BackendKey } from "../../contract/backend.ts";
import { createSealer } from "../../sealing/portable-sealer.ts";
import { otherOwners } from "../bench/an-owner.ts";
import {
  type BackendConformanceOptions,
  boundTo,
  checkPerKeySpec,
  type KeyBench,
} from "../bench/backend-bench.ts";
import { expectRefusal } from "../bench/expect-refusal.ts";
import { checkPerKeyPair, type KeyPairBench } from "../bench/key-pair-bench.ts";
import {
  allMacAlgorithms,
  checkOnMac,
  checkPerMac,
  equivalentKey,
  type MacBench,
} from "../bench/mac-bench.ts";
import { publishedMacs } from "../vectors/mac-vectors.ts";

const message = Uint8Array.from({ length: 100 }, (_, index) => index);

async function verifiesItsOwn({ mac, key, algorithm }: MacBench): Promise<void> {
  for (const length of [0, 1, 63, 64, 65, 127, 128, 129, 1_000, maxMacMessageLength]) {
    const data = randomBytes(length);
    const before = data.slice();
    const code = await mac.generate(key, algorithm, data);
    const kept = code.slice();
    expectTrue(
      code.length === macAlgorithms[algorithm].length,
      `a code of ${String(macAlgorithms[algorithm].length)} bytes, found ${String(code.length)}`,
    );
    expectTrue(
      await mac.verify(key, algorithm, data, code),
      `the code of ${String(length)} bytes to be true`,
    );
    expectSame(await mac.generate(key, algorithm, data), kept, "the code of the same message");
    expectSame(data, before, "the caller's message");
    expectSame(code, kept, "the caller's code");
  }
}

async function refutesAlteredCodes({ mac, key, algorithm }: MacBench): Promise<void> {
  const code = await mac.generate(key, algorithm, message);
  for (let bit = 0; bit < 8 * code.length; bit += 1) {
    const altered = code.map((byte, at) => (at === bit >> 3 ? byte ^ (1 << (bit & 7)) : byte));
    const what = `a code with bit ${String(bit)} changed to be false`;
    expectTrue(!(await mac.verify(key, algorithm, message, altered)), what);
  }
}

async function refutesOtherLengths({ mac, key, algorithm }: MacBench): Promise<void> {
  const code = await mac.generate(key, algorithm, message);
  const cut = Array.from({ length: code.length }, (_, length) => code.subarray(0, length));
  const longer = [
    concatBytes(code, Uint8Array.of(0)),
    concatBytes(Uint8Array.of(0), code),
    concatBytes(code, code),
    concatBytes(code, new Uint8Array(100_000)),
  ];
  for (const bad of [...cut, ...longer, code.subarray(1)]) {
    const what = `a code of ${String(bad.length)} bytes to be false`;
    expectTrue(!(await mac.verify(key, algorithm, message, bad)), what);
  }
}

async function refutesOtherMessages({ mac, key, algorithm }: MacBench): Promise<void> {
  const code = await mac.generate(key, algorithm, message);
  for (let bit = 0; bit < 8 * message.length; bit += 7) {
    const altered = message.map((byte, at) => (at === bit >> 3 ? byte ^ (1 << (bit & 7)) : byte));
    const what = `a message with bit ${String(bit)} changed to be false`;
    expectTrue(!(await mac.verify(key, algorithm, altered, code)), what);
  }
  for (const other of [message.subarray(1), concatBytes(message, Uint8Array.of(0)), new Uint8Array(0)]) {
    const what = `a message of ${String(other.length)} bytes to be false`;
    expectTrue(!(await mac.verify(key, algorithm, other, code)), what);
  }
}

async function tellsKeysApart({ mac, key, algorithm, newKey }: MacBench): Promise<void> {
  const code = await mac.generate(key, algorithm, message);
  const other = await newKey(algorithm);
  expectTrue(!(await mac.verify(other, algorithm, message, code)), "another key's code to be false");
  expectTrue(await mac.verify(key, algorithm, message, code), "its own code to be true still");
}

async function refusesLongMessages({ mac, key, algorithm }: MacBench): Promise<void> {
  const tooLong = new Uint8Array(maxMacMessageLength + 1);
  const code = new Uint8Array(macAlgorithms[algorithm].length);
  const what = `a message of ${String(tooLong.length)} bytes`;
  await expectRefusal("unsupported", what, () => mac.generate(key, algorithm, tooLong));
  await expectRefusal("unsupported", what, () => mac.verify(key, algorithm, tooLong, code));
}

async function refusesOtherAlgorithms({ mac, key, algorithm }: MacBench): Promise<void> {
  for (const other of allMacAlgorithms.filter((name) => name !== algorithm)) {
    const what = `${other} with a key of ${algorithm}`;
    const code = new Uint8Array(macAlgorithms[other].length);
    await expectRefusal("unsupported", what, () => mac.generate(key, other, message));
    await expectRefusal("unsupported", what, () => mac.verify(key, other, message, code));
  }
}

async function doesNothingElse({ backend, key }: MacBench): Promise<void> {
  const refused = (what: string, work: () => unknown) =>
    expectRefusal("unsupported", `${what} with a key for authentication codes`, work);
  const { keyPairs, asymmetricCipher, signer } = backend;
  await refused("encrypt", () => backend.encrypt(boundTo(key), message));
  await refused("decrypt", () => backend.decrypt({ ...boundTo(key), body: message }));
  await refused("generateDataKey", () => backend.generateDataKey(boundTo(key), 32));
  if (keyPairs) await refused("publicKey", () => keyPairs.publicKey(key));
  if (signer) await refused("sign", () => signer.sign(key, "ECDSA_SHA_256", { message }));
  if (asymmetricCipher) {
    await refused("OAEP", () => asymmetricCipher.encrypt(key, "RSAES_OAEP_SHA_256", message));
  }
}

async function needsItsKind({ backend, key }: KeyBench | KeyPairBench): Promise<void> {
  const { mac } = backend;
  if (mac === undefined) return;
  for (const name of allMacAlgorithms) {
    const what = `${name} with a key of ${key.spec}`;
    const code = new Uint8Array(macAlgorithms[name].length);
    await expectRefusal("unsupported", what, () => mac.generate(key, name, message));
    await expectRefusal("unsupported", what, () => mac.verify(key, name, message, code));
  }
}

async function importsItsLengthOnly({ algorithm, importedKey }: MacBench): Promise<void> {
  const { keyLength } = keySpecs[algorithm];
  if ((await importedKey(algorithm, randomBytes(keyLength))) === undefined) return;
  for (const length of [0, 1, keyLength - 1, keyLength + 1, 2 * keyLength]) {
    await expectRefusal("material refused", `a key of ${String(length)} bytes for ${algorithm}`, () =>
      importedKey(algorithm, new Uint8Array(length)),
    );
  }
}

async function keepsToItsRow({ mac, key, algorithm, claim, newKey }: MacBench): Promise<void> {
  if (claim.custody !== "host") return;
  const other = await newKey(algorithm);
  // Used once each, so that both are cached: the cache must not hide that the rows were swapped.
  await mac.generate(key, algorithm, message);
  await mac.generate(other, algorithm, message);
  await expectRefusal("unreadable key", "the material of one version under the id of another", () =>
    mac.generate({ ...other, material: key.material }, algorithm, message),
  );
  for (const [what, owner] of otherOwners) {
    await mac.generate(key, algorithm, message);
    await expectRefusal("unreadable key", `a key of another ${what}`, () =>
      mac.generate({ ...key, owner }, algorithm, message),
    );
  }
  const elsewhere: BackendKey = { ...key, custody: "somebody else's" };
  await expectRefusal(["unsupported", "unavailable"], "a key in another custody", () =>
    mac.generate(elsewhere, algorithm, message),
  );
}

function keepsToItsSealer(options: BackendConformanceOptions) {
  return async ({ mac, key, algorithm, claim, sealer }: MacBench): Promise<void> => {
    if (claim.custody !== "host") return;
    const sister = await options.create({ sealer });
    const stranger = await options.create({ sealer: createSealer(randomBytes(32)) });
    try {
      const code = await mac.generate(key, algorithm, message);
      const found = await sister.mac?.verify(key, algorithm, message, code);
      expectTrue(found === true, "the code to be true in a backend with the same sealer");
      await expectRefusal("unreadable key", "a key sealed under another root key", () =>
        stranger.mac?.generate(key, algorithm, message),
      );
    } finally {
      await sister.close();
      await stranger.close();
    }
  };
}

async function worksConcurrently({ mac, key, algorithm }: MacBench): Promise<void> {
  const messages = Array.from({ length: 4 }, (_, index) => new Uint8Array(200).fill(index));
  const codes = await Promise.all(messages.map(async (data) => mac.generate(key, algorithm, data)));
  for (const [index, code] of codes.entries()) {
    for (const [other, data] of messages.entries()) {
      const found = await mac.verify(key, algorithm, data, code);
      expectTrue(found === (index === other), "each code to belong to its own message");
    }
  }
}

function agreesWithThePublished(options: BackendConformanceOptions): readonly ConformanceCheck[] {
  return publishedMacs.flatMap(({ name, key: published, message: data, macs }) =>
    allMacAlgorithms.flatMap((algorithm) => {
      const expected = macs[algorithm];
      if (expected === undefined) return [];
      return checkOnMac(options, algorithm, `agrees with ${name}`, async ({ mac, importedKey }) => {
        const key = await importedKey(algorithm, equivalentKey(algorithm, published));
        if (key === undefined) return;
        expectSame(await mac.generate(key, algorithm, data), expected, "the published code");
        expectTrue(await mac.verify(key, algorithm, data, expected), "the published code to be true");
      });
    }),
  );
}

/** What every backend promises of message authentication codes, for each algorithm. */
export function macChecks(options: BackendConformanceOptions): readonly ConformanceCheck[] {
  const check = (name: string, work: (bench: MacBench) => Promise<void>) => checkPerMac(options, name, work);
  return [
    ...check("verifies what it made, of every length that is taken", verifiesItsOwn),
    ...check("a code with any bit changed is false", refutesAlteredCodes),
    ...check("a code of another length is false", refutesOtherLengths),
    ...check("another message is false", refutesOtherMessages),
    ...check("another key's code is false", tellsKeysApart),
    ...check("messages that are too long are refused", refusesLongMessages),
    ...check("makes no codes of another algorithm", refusesOtherAlgorithms),
    ...check("its keys do nothing else", doesNothingElse),
    ...check("imports keys of its length and no others", importsItsLengthOnly),
    ...check("sealed material of one key does not pass for another's", keepsToItsRow),
    ...check("sealed material opens under its own root key only", keepsToItsSealer(options)),
    ...check("concurrent calls do not mix", worksConcurrently),
    ...agreesWithThePublished(options),
    ...checkPerKeySpec(options, "a symmetric key makes no authentication codes", needsItsKind),
    ...checkPerKeyPair(options, "a key pair makes no authentication codes", needsItsKind),
  ];
}
