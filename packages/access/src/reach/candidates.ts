import { namesOf, wrappingAlgorithms } from "@keyferry/algorithms";
import { publicBytes } from "@keyferry/bytes";
import type { RecipientRecord } from "@keyferry/store";
import type { CompiledPolicy } from "../policies/compiled-policy.ts";
import type { AskedRecipient } from "../question.ts";
import { matchesWildcard } from "../syntax/wildcard.ts";

/**
 * Which recipients are meant: any that no policy speaks of, one that has a name, those that would be called so, or those with
 * this fingerprint. The last two may be patterns with `*` and `?`.
 */
export type RecipientGroup =
  | { readonly kind: "any" }
  | { readonly kind: "named"; readonly name: string; readonly fingerprint: string }
  | { readonly kind: "name"; readonly name: string }
  | { readonly kind: "fingerprint"; readonly fingerprint: string };

/** A recipient that stands for a group, and what the account calls it. */
export interface Candidate {
  readonly group: RecipientGroup;
  readonly recipient: AskedRecipient;
  readonly record: RecipientRecord | undefined;
}

/** How many fingerprints stand for those of which nothing is known. */
const strangers = 64;

/**
 * The recipients that policies tell apart: those with names, those that a policy names, and any others. Of each one candidate
 * for every algorithm of its spec, or of both specs where nothing says which.
 */
export function candidatesFor(
  policies: readonly CompiledPolicy[],
  named: readonly RecipientRecord[],
): readonly Candidate[] {
  const fingerprints = valuesOf("keyferry:RecipientFingerprint", policies);
  const names = valuesOf("keyferry:RecipientName", policies);
  const known = new Set(named.flatMap(({ name, fingerprint }) => [name, fingerprint]));
  return [
    ...strangersTo(fingerprints).flatMap((fingerprint) => each({ kind: "any" }, fingerprint)),
    ...named.flatMap((record) => {
      const { name, fingerprint, spec } = record;
      return each({ kind: "named", name, fingerprint }, fingerprint, record, spec);
    }),
    ...fingerprints
      .filter((value) => !known.has(value) && value !== "*")
      .flatMap((fingerprint) => each({ kind: "fingerprint", fingerprint }, instanceOf(fingerprint))),
    ...names
      .filter((value) => !known.has(value))
      .flatMap((name) => {
        const record = { ...nobody, name: name.replaceAll("*", "").replaceAll("?", "-") || "-" };
        return strangersTo(fingerprints)
          .slice(0, 1)
          .flatMap((fingerprint) => each({ kind: "name", name }, fingerprint, record));
      }),
  ];
}

const nobody: RecipientRecord = {
  ...{ account: "", name: "", publicKey: publicBytes(0), spec: "", fingerprint: "", note: "" },
  ...{ certificateChain: null, validUntil: null, createdAt: 0 },
};

function each(
  group: RecipientGroup,
  fingerprint: string,
  record?: Candidate["record"],
  ofSpec?: string,
): readonly Candidate[] {
  return namesOf(wrappingAlgorithms)
    .map((algorithm) => ({ algorithm, spec: wrappingAlgorithms[algorithm].recipient }))
    .filter(({ spec }) => ofSpec === undefined || spec === ofSpec)
    .map(({ algorithm, spec }) => ({ group, recipient: { fingerprint, spec, algorithm }, record }));
}

/** What conditions compare a key with, once each. */
function valuesOf(key: string, policies: readonly CompiledPolicy[]): readonly string[] {
  const conditions = policies.flatMap(({ statements }) => statements.flatMap((one) => one.conditions));
  return [...new Set(conditions.filter((one) => one.key.name === key).flatMap(({ values }) => values))];
}

/** Fingerprints that no value names, one for each set of patterns that they are like. */
function strangersTo(values: readonly string[]): readonly string[] {
  const found = new Map<string, string>();
  for (let seed = 0; seed < strangers; seed += 1) {
    const fingerprint = digits(seed);
    const like = values.filter((value) => matchesWildcard(value, fingerprint));
    if (!found.has(like.join())) found.set(like.join(), fingerprint);
  }
  return [...found.values()];
}

/** 64 digits that look like those of any key. */
function digits(seed: number): string {
  return Array.from({ length: 64 }, (_, place) => {
    const mixed = Math.imul(seed * 64 + place + 1, 0x9e3779b1);
    return ((mixed ^ (mixed >>> 15)) >>> 28).toString(16);
  }).join("");
}

/** A fingerprint that is like a pattern. */
function instanceOf(pattern: string): string {
  const plain = pattern.toLowerCase().replaceAll("?", "7");
  const [head = "", ...rest] = plain.split("*");
  if (rest.length === 0) return head;
  const fixed = rest.join("");
  return `${head}${"7".repeat(Math.max(0, 64 - head.length - fixed.length))}${fixed}`;
}
