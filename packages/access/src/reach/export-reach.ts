import type { WrappingAlgorithm } from "@keyferry/algorithms";
import type { RecipientRecord } from "@keyferry/store";
import {
  type DecisionSources,
  type Evidence,
  gatherEvidence,
  type OwnedQuestion,
} from "../decision/evidence.ts";
import type { CompiledPolicy } from "../policies/compiled-policy.ts";
import { candidatesFor, type Candidate, type RecipientGroup } from "./candidates.ts";
import { type Reach, reachOf, type RemainingCondition } from "./reach.ts";

/** Recipients to whom somebody may export. */
export interface ReachedRecipients {
  readonly recipients: RecipientGroup;
  readonly allowed: Exclude<Reach["allowed"], "never">;
  /** By which algorithms. */
  readonly algorithms: readonly WrappingAlgorithm[];
  /** What it hangs on, beside the recipient. */
  readonly conditions: readonly RemainingCondition[];
}

/** To whom a principal may export. What is so of any recipient like them is not said of single ones. */
export interface ExportReach {
  readonly reached: readonly ReachedRecipients[];
  /** Those that a policy speaks of, to whom it may not export. */
  readonly excepted: readonly RecipientGroup[];
}

/**
 * To whom a principal may export. Undefined when it is not there any more.
 *
 * @param named the recipients that have names in the account of the resource
 * @throws AccessError `unreadable`: a policy is not understood
 */
export async function exportReach(
  question: Omit<OwnedQuestion, "recipient">,
  named: readonly RecipientRecord[],
  sources: DecisionSources,
): Promise<ExportReach | undefined> {
  const known = await gatherEvidence(question, sources);
  return (
    known &&
    exportReachBy(policiesOf(known), named, ({ recipient, record }) => {
      const byFingerprint = async () => record;
      const view = { ...sources.view, recipients: { byFingerprint } };
      return gatherEvidence({ ...question, recipient }, { ...sources, view });
    })
  );
}

/** Asks about each candidate, and puts together those that are alike. */
export async function exportReachBy(
  policies: readonly CompiledPolicy[],
  named: readonly RecipientRecord[],
  evidenceFor: (candidate: Candidate) => Promise<Evidence | undefined>,
): Promise<ExportReach> {
  const groups = new Map<string, Asked[]>();
  for (const candidate of candidatesFor(policies, named)) {
    const evidence = await evidenceFor(candidate);
    if (evidence === undefined) continue;
    const asked = { candidate, reach: reachOf(evidence) };
    const name = JSON.stringify(candidate.group);
    groups.set(name, [...(groups.get(name) ?? []), asked]);
  }
  const all = Array.from(groups.values(), summary);
  const told = all.filter((one) => {
    const expected = whatHoldsAnyway(one, all);
    return expected.length === 0 || !expected.every((wider) => isAs(one, wider));
  });
  const reached = told.filter(({ algorithms }) => algorithms.length > 0);
  return {
    reached: reached.map(({ recipients, allowed, algorithms, conditions }) => ({
      ...{ recipients, allowed, algorithms, conditions },
    })),
    excepted: told
      .filter(({ algorithms, recipients: { kind } }) => algorithms.length === 0 && kind !== "any")
      .map(({ recipients }) => recipients),
  };
}

/** The strangers of whom what is said holds for these recipients as well, unless it is said otherwise. */
function whatHoldsAnyway(one: Summary, all: readonly Summary[]): readonly Summary[] {
  const strangers = all.filter((other) => other !== one && isOfStrangers(other));
  if (!isOfStrangers(one)) {
    const alike = strangers.filter(({ patterns }) => patterns.join() === one.patterns.join());
    // What has a name is told beside the patterns that it is like.
    return alike.length === 0 ? [] : strangers.filter((of) => of.patterns.length === 0 || alike.includes(of));
  }
  const wider = strangers.filter((other) => isWithin(other, one));
  return wider.filter((other) => !wider.some((between) => between !== other && isWithin(other, between)));
}

function isOfStrangers({ recipients: { kind } }: Summary): boolean {
  return kind === "any" || kind === "like";
}

/** Whether the patterns of some recipients are among those of others. */
function isWithin({ patterns }: Summary, others: Summary): boolean {
  return (
    patterns.length < others.patterns.length && patterns.every((pattern) => others.patterns.includes(pattern))
  );
}

/** Whether what is so of some recipients is so of others, by the algorithms that fit their keys. */
function isAs(one: Summary, other: Summary): boolean {
  const expected = other.algorithms.filter((algorithm) => one.asked.includes(algorithm));
  if (expected.join() !== one.algorithms.join()) return false;
  return one.algorithms.length === 0 || JSON.stringify(one.conditions) === JSON.stringify(other.conditions);
}

interface Summary extends ReachedRecipients {
  /** The algorithms that fit their keys. */
  readonly asked: readonly WrappingAlgorithm[];
  readonly patterns: readonly string[];
}

interface Asked {
  readonly candidate: Candidate;
  readonly reach: Reach;
}

/** What was found for a group, by algorithm. */
function summary(asked: readonly Asked[]): Summary {
  const open = asked.filter(({ reach }) => reach.allowed !== "never");
  const conditions = new Map(
    open.flatMap(({ reach }) => reach.conditions).map((one) => [JSON.stringify(one), one]),
  );
  const algorithms = (of: readonly Asked[]) => of.map(({ candidate }) => candidate.recipient.algorithm);
  return {
    recipients: asked[0]?.candidate.group ?? { kind: "any" },
    allowed: open.every(({ reach }) => reach.allowed === "always") ? "always" : "under conditions",
    algorithms: algorithms(open),
    conditions: [...conditions.values()],
    asked: algorithms(asked),
    patterns: asked[0]?.candidate.patterns ?? [],
  };
}

function policiesOf({ policies }: Evidence): readonly CompiledPolicy[] {
  return Object.values(policies).flatMap((side) => side ?? []);
}
