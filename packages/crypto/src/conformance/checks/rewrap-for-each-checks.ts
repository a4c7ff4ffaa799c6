import { type ConformanceCheck, expectSame, expectTrue } from "@keyferry/conformance";
import { namesOf, type WrappingAlgorithm, wrappingAlgorithms } from "@keyferry/algorithms";
import { utf8ToBytes } from "@noble/ciphers/utils.js";
import type { BoundBody, Rewrapped, RewrapOutcome, WrappingTarget } from "../../contract/backend.ts";
import { CryptoError, type CryptoErrorReason } from "../../errors.ts";
import {
  type BackendConformanceOptions,
  boundTo,
  checkPerKeySpec,
  dataKeyIn,
  type KeyBench,
} from "../bench/backend-bench.ts";
import { expectRefusal } from "../bench/expect-refusal.ts";
import { exportContext, generateToExport, privateKeyOf, recipientOf } from "../bench/export-bench.ts";
import { claimsLength } from "./data-key-checks.ts";

const targetOf = (algorithm: WrappingAlgorithm): WrappingTarget => ({
  recipient: recipientOf(algorithm),
  algorithm,
});

/** A target that no backend can serve: the algorithm is not for keys of that spec. */
const mismatched: WrappingTarget = { recipient: recipientOf("SM2PKE"), algorithm: "RSAES_OAEP_SHA_256" };

const all = namesOf(wrappingAlgorithms);

function exportedIn(outcome: RewrapOutcome | undefined, what: string): Rewrapped {
  if (outcome instanceof CryptoError) throw new Error(`${what}: expected an export, found ${outcome.reason}`);
  if (outcome === undefined) throw new Error(`${what}: expected an outcome`);
  return outcome;
}

function expectReason(outcome: RewrapOutcome | undefined, reason: CryptoErrorReason, what: string): void {
  const found = outcome instanceof CryptoError ? outcome.reason : "an export";
  expectTrue(found === reason, `${what}: expected ${reason}, found ${found}`);
}

/** Serves two recipients under each algorithm, and refuses those under algorithms that are not claimed. */
function servesEach({ receivers }: BackendConformanceOptions) {
  return async (bench: KeyBench): Promise<void> => {
    const { backend, claim } = bench;
    const source = await generateToExport(bench, 32);
    const dataKey = await dataKeyIn(source, backend);
    const targets = [...all, ...all].map(targetOf);
    const outcomes = await backend.rewrapForEach(source, targets);
    expectTrue(outcomes.length === targets.length, "an outcome for each target");
    const exports = new Set<string>();
    for (const [index, { algorithm }] of targets.entries()) {
      const what = `outcome ${String(index)}, ${algorithm}`;
      if (!claim.wrappingAlgorithms.includes(algorithm)) {
        expectReason(outcomes[index], "unsupported", what);
        continue;
      }
      const { exported } = exportedIn(outcomes[index], what);
      expectTrue(!exports.has(String(exported)), `${what}: another export than those before`);
      exports.add(String(exported));
      const able = receivers.filter((receiver) => receiver.wrappingAlgorithms.includes(algorithm));
      expectTrue(able.length > 0, `a receiver for ${algorithm} among the suite's options`);
      for (const receiver of able) {
        const opened = await receiver.openExportedDataKey(privateKeyOf(algorithm), exported, algorithm);
        expectSame(opened.bytes, dataKey, `${what}: what ${receiver.name} opens`);
      }
    }
  };
}

async function keepsRefusalsApart(bench: KeyBench): Promise<void> {
  const { backend, claim } = bench;
  const source = await generateToExport(bench, 32);
  const [algorithm] = claim.wrappingAlgorithms;
  const refused = await backend.rewrapForEach(source, [mismatched, mismatched]);
  for (const outcome of refused) expectReason(outcome, "unsupported", "a recipient of another spec");
  expectTrue((await backend.rewrapForEach(source, [])).length === 0, "no outcome for no target");
  if (algorithm === undefined) return;
  const good = targetOf(algorithm);
  const [before, between, after] = await backend.rewrapForEach(source, [good, mismatched, good]);
  exportedIn(before, "the recipient before");
  expectReason(between, "unsupported", "a recipient of another spec");
  exportedIn(after, "the recipient after");
}

/** 200 bytes are too long for OAEP with SHA-256 alone. */
async function keepsLimitsApart(bench: KeyBench): Promise<void> {
  const { backend, claim } = bench;
  const taken = all.filter((algorithm) => claim.wrappingAlgorithms.includes(algorithm));
  if (!claimsLength(claim, 200)) return;
  const source = await generateToExport(bench, 200);
  const outcomes = await backend.rewrapForEach(source, taken.map(targetOf));
  for (const [index, algorithm] of taken.entries()) {
    if (wrappingAlgorithms[algorithm].maxPayload >= 200) exportedIn(outcomes[index], algorithm);
    else expectReason(outcomes[index], "payload too long", algorithm);
  }
}

async function refusesBadSources(bench: KeyBench): Promise<void> {
  const { backend, key, claim } = bench;
  const targets = claim.wrappingAlgorithms.map(targetOf);
  if (targets.length === 0) return;
  const rewrap = (altered: BoundBody) => () => backend.rewrapForEach(altered, targets);
  const source = await generateToExport(bench, 32);
  const body = source.body.slice();
  body[20] = (body[20] ?? 0) ^ 1;
  await expectRefusal("undecryptable", "an altered body", rewrap({ ...source, body }));
  const { binding } = boundTo(key);
  await expectRefusal("undecryptable", "a body without its context", rewrap({ ...source, binding }));
  const target = boundTo(key, exportContext);
  const text = { ...target, body: await backend.encrypt(target, utf8ToBytes("no base64!")) };
  const reason = claim.custody === "host" ? "not base64" : "unsupported";
  await expectRefusal(reason, "text that is not base64", rewrap(text));
}

/** What every backend promises of exports to several recipients, for each key spec. */
export function rewrapForEachChecks(options: BackendConformanceOptions): readonly ConformanceCheck[] {
  const check = (what: string, work: (bench: KeyBench) => Promise<void>) =>
    checkPerKeySpec(options, `several recipients: ${what}`, work);
  return [
    ...check("each opens the data key, in their order", servesEach(options)),
    ...check("one that is refused is no matter to the others", keepsRefusalsApart),
    ...check("the payload's limit is each algorithm's own", keepsLimitsApart),
    ...check("a source that does not open is refused for all", refusesBadSources),
  ];
}
