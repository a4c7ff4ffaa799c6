import { type ConformanceCheck, expectSame, expectTrue } from "@keyferry/conformance";
import { namesOf, type WrappingAlgorithm, wrappingAlgorithms } from "@keyferry/algorithms";
import { secretBase64 } from "@keyferry/bytes";
import { utf8ToBytes } from "@noble/ciphers/utils.js";
import type { BoundBody } from "../../contract/backend.ts";
import { maxPlaintextLength } from "../../host/host-backend.ts";
import {
  type BackendConformanceOptions,
  boundTo,
  checkPerKeySpec,
  dataKeyIn,
  type KeyBench,
} from "../bench/backend-bench.ts";
import { expectRefusal } from "../bench/expect-refusal.ts";
import { exportContext, generateToExport, privateKeyOf, recipientOf } from "../bench/export-bench.ts";
import { claimsLength, dataKeyLengthsToTry } from "./data-key-checks.ts";
import { textsThatAreNotBase64 } from "../bench/texts.ts";

/** As many bytes as have a base64 text that can be encrypted. Under SM2PKE that is less than the algorithm can wrap. */
const longestInText = (maxPlaintextLength / 4) * 3;

/** Runs `work` where the algorithm is claimed; elsewhere the backend must refuse it. */
async function whereClaimed(
  bench: KeyBench,
  algorithm: WrappingAlgorithm,
  work: () => Promise<void>,
): Promise<void> {
  if (bench.claim.wrappingAlgorithms.includes(algorithm)) return work();
  const source = await generateToExport(bench, 16);
  await expectRefusal("unsupported", `${algorithm}, which is not claimed,`, () =>
    bench.backend.rewrap(source, recipientOf(algorithm), algorithm),
  );
}

function lengthsToRewrap({ claim }: KeyBench, algorithm: WrappingAlgorithm): readonly number[] {
  const { maxPayload } = wrappingAlgorithms[algorithm];
  return [...dataKeyLengthsToTry, maxPayload].filter(
    (length) => length <= maxPayload && claimsLength(claim, length),
  );
}

function rewrapsForEveryReceiver({ receivers }: BackendConformanceOptions, algorithm: WrappingAlgorithm) {
  return async (bench: KeyBench): Promise<void> => {
    const able = receivers.filter((receiver) => receiver.wrappingAlgorithms.includes(algorithm));
    expectTrue(able.length > 0, `a receiver for ${algorithm} among the suite's options`);
    for (const length of lengthsToRewrap(bench, algorithm)) {
      const source = await generateToExport(bench, length);
      const dataKey = await dataKeyIn(source, bench.backend);
      const { exported } = await bench.backend.rewrap(source, recipientOf(algorithm), algorithm);
      for (const receiver of able) {
        const opened = await receiver.openExportedDataKey(privateKeyOf(algorithm), exported, algorithm);
        expectSame(opened.bytes, dataKey, `what ${receiver.name} opens of ${String(length)} bytes`);
      }
    }
  };
}

async function keepsToTheLimit(bench: KeyBench, algorithm: WrappingAlgorithm): Promise<void> {
  const { maxPayload } = wrappingAlgorithms[algorithm];
  const { backend, key, claim } = bench;
  // Elsewhere than on the host, a blob made by encrypt is not exported.
  if (claim.custody !== "host") return;
  for (const length of [maxPayload, maxPayload + 1, longestInText]) {
    if (length > longestInText) continue;
    const target = boundTo(key, exportContext);
    const text = secretBase64(new Uint8Array(length));
    const source = { ...target, body: await backend.encrypt(target, text) };
    const rewrap = () => backend.rewrap(source, recipientOf(algorithm), algorithm);
    if (length <= maxPayload) await rewrap();
    else await expectRefusal("payload too long", `a payload of ${String(length)} bytes`, rewrap);
  }
}

/** Base64 text counts as a data key, and no other text does. Where the module cannot look at text, all of it is refused. */
async function tellsBase64FromOtherText(bench: KeyBench, algorithm: WrappingAlgorithm): Promise<void> {
  const { backend, key, claim } = bench;
  const reason = claim.custody === "host" ? "not base64" : "unsupported";
  for (const text of textsThatAreNotBase64) {
    const target = boundTo(key, exportContext);
    const source = { ...target, body: await backend.encrypt(target, utf8ToBytes(text)) };
    await expectRefusal(reason, `the text ${JSON.stringify(text)}`, () =>
      backend.rewrap(source, recipientOf(algorithm), algorithm),
    );
  }
}

async function refusesTheWrongRecipient(bench: KeyBench, algorithm: WrappingAlgorithm): Promise<void> {
  const source = await generateToExport(bench, 32);
  const wrong = recipientOf(algorithm === "SM2PKE" ? "RSAES_OAEP_SHA_256" : "SM2PKE");
  await expectRefusal("unsupported", `a recipient of ${wrong.spec}`, () =>
    bench.backend.rewrap(source, wrong, algorithm),
  );
}

async function refusesAlteredBodies(bench: KeyBench, algorithm: WrappingAlgorithm): Promise<void> {
  const source = await generateToExport(bench, 32);
  const body = source.body.slice();
  body[20] = (body[20] ?? 0) ^ 1;
  const rewrap = (altered: BoundBody) => () =>
    bench.backend.rewrap(altered, recipientOf(algorithm), algorithm);
  await expectRefusal("undecryptable", "an altered body", rewrap({ ...source, body }));
  const { binding } = boundTo(bench.key);
  await expectRefusal("undecryptable", "a body without its context", rewrap({ ...source, binding }));
}

async function neverWrapsAlike(bench: KeyBench, algorithm: WrappingAlgorithm): Promise<void> {
  const source = await generateToExport(bench, 32);
  const exports = new Set<string>();
  for (let count = 0; count < 4; count += 1) {
    const { exported } = await bench.backend.rewrap(source, recipientOf(algorithm), algorithm);
    exports.add(String(exported));
  }
  expectTrue(exports.size === 4, "4 different exports of one data key");
}

function checksOf(
  options: BackendConformanceOptions,
  algorithm: WrappingAlgorithm,
): readonly ConformanceCheck[] {
  const opens = rewrapsForEveryReceiver(options, algorithm);
  const check = (what: string, work: (bench: KeyBench, algorithm: WrappingAlgorithm) => Promise<void>) =>
    checkPerKeySpec(options, `${algorithm}: ${what}`, async (bench) =>
      whereClaimed(bench, algorithm, () => work(bench, algorithm)),
    );
  return [
    ...check("every receiver opens what was exported", opens),
    ...check("the payload's limit is exact", keepsToTheLimit),
    ...check("text that is not base64 is no data key", tellsBase64FromOtherText),
    ...check("a recipient of another spec is refused", refusesTheWrongRecipient),
    ...check("an altered body is undecryptable", refusesAlteredBodies),
    ...check("never wraps twice alike", neverWrapsAlike),
  ];
}

/** What every backend promises of rewrap, for each key spec and wrapping algorithm. */
export function rewrapChecks(options: BackendConformanceOptions): readonly ConformanceCheck[] {
  return namesOf(wrappingAlgorithms).flatMap((algorithm) => checksOf(options, algorithm));
}
