import { namesOf, wrappingAlgorithms } from "@keyferry/algorithms";
import { publicBytes } from "@keyferry/bytes";
import type { RecipientRecord } from "@keyferry/store";
import type { CompiledPolicy } from "../policies/compiled-policy.ts";
import type { AskedRecipient } from "../question.ts";
import { matchesWildcard } from "../syntax/wildcard.ts";
import { strangersTo, tellsApart, wild } from "./strangers.ts";

/**
 * Which recipients are meant: any that no policy speaks of, one that has a name, those that would be called so, the one with
 * this fingerprint, or those with a fingerprint like all of these patterns. A name may be a pattern too.
 */
export type RecipientGroup =
  | { readonly kind: "any" }
  | { readonly kind: "named"; readonly name: string; readonly fingerprint: string }
  | { readonly kind: "name"; readonly name: string }
  | { readonly kind: "fingerprint"; readonly fingerprint: string }
  | { readonly kind: "like"; readonly patterns: readonly string[] };

/** A recipient that stands for a group, and what the account calls it. */
export interface Candidate {
  readonly group: RecipientGroup;
  readonly recipient: AskedRecipient;
  readonly record: RecipientRecord | undefined;
  /** The patterns of policies that its fingerprint is like. */
  readonly patterns: readonly string[];
}

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
  const patterns = fingerprints.filter(tellsApart);
  const of = (group: RecipientGroup, fingerprint: string, record?: RecipientRecord): readonly Candidate[] => {
    const like = patterns.filter((pattern) => matchesWildcard(pattern, fingerprint));
    return recipientsBy(fingerprint, record?.spec).map((recipient) => ({
      ...{ group, recipient, record, patterns: like },
    }));
  };
  const strangers = strangersTo(patterns);
  return [
    ...strangers.flatMap(({ fingerprint, like }) =>
      of(like.length === 0 ? { kind: "any" } : { kind: "like", patterns: like }, fingerprint),
    ),
    ...named.flatMap((record) => {
      const { name, fingerprint } = record;
      return of({ kind: "named", name, fingerprint }, fingerprint, record);
    }),
    ...fingerprints
      .filter((value) => !known.has(value) && !wild.test(value))
      .flatMap((fingerprint) => of({ kind: "fingerprint", fingerprint }, fingerprint)),
    ...names
      .filter((value) => !known.has(value))
      .flatMap((name) => {
        const record = { ...nobody, name: name.replaceAll("*", "").replaceAll("?", "-") || "-" };
        return strangers
          .slice(0, 1)
          .flatMap(({ fingerprint }) => of({ kind: "name", name }, fingerprint, record));
      }),
  ];
}

const nobody: RecipientRecord = {
  ...{ account: "", name: "", publicKey: publicBytes(0), spec: "", fingerprint: "", note: "" },
  ...{ certificateChain: null, validUntil: null, createdAt: 0 },
};

/** @param ofSpec empty or undefined: nothing says which */
function recipientsBy(fingerprint: string, ofSpec = ""): readonly AskedRecipient[] {
  return namesOf(wrappingAlgorithms)
    .map((algorithm) => ({ fingerprint, spec: wrappingAlgorithms[algorithm].recipient, algorithm }))
    .filter(({ spec }) => ofSpec === "" || spec === ofSpec);
}

/** What conditions compare a key with, once each. */
function valuesOf(key: string, policies: readonly CompiledPolicy[]): readonly string[] {
  const conditions = policies.flatMap(({ statements }) => statements.flatMap((one) => one.conditions));
  return [...new Set(conditions.filter((one) => one.key.name === key).flatMap(({ values }) => values))];
}
