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

/** To whom a principal may export. What may be so of any recipient is not said of single ones. */
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
  const found = Array.from(groups.values(), summary);
  const any = found.find(({ recipients }) => recipients.kind === "any");
  const others = found.filter((one) => one !== any && (any === undefined || !isAsAny(one, any)));
  return {
    reached: [...(any === undefined ? [] : [any]), ...others]
      .filter(({ algorithms }) => algorithms.length > 0)
      .map(({ recipients, allowed, algorithms, conditions }) => ({
        recipients,
        allowed,
        algorithms,
        conditions,
      })),
    excepted: others.filter(({ algorithms }) => algorithms.length === 0).map(({ recipients }) => recipients),
  };
}

/** Whether nothing is to be told of some recipients, since it is so of any with such a key. */
function isAsAny(one: Summary, any: Summary): boolean {
  const expected = any.algorithms.filter((algorithm) => one.asked.includes(algorithm));
  if (expected.join() !== one.algorithms.join()) return false;
  return one.algorithms.length === 0 || JSON.stringify(one.conditions) === JSON.stringify(any.conditions);
}

interface Summary extends ReachedRecipients {
  /** The algorithms that fit their keys. */
  readonly asked: readonly WrappingAlgorithm[];
}

interface Asked {
  readonly candidate: Candidate;
  readonly reach: Reach;
}

/** The worst of what was found for those of a group, by algorithm. */
function summary(asked: readonly Asked[]): Summary {
  const byAlgorithm = new Map<WrappingAlgorithm, Reach[]>();
  for (const { candidate, reach } of asked) {
    const { algorithm } = candidate.recipient;
    byAlgorithm.set(algorithm, [...(byAlgorithm.get(algorithm) ?? []), reach]);
  }
  const open = [...byAlgorithm].filter(([, reaches]) => reaches.every(({ allowed }) => allowed !== "never"));
  const reaches = open.flatMap(([, of]) => of);
  const conditions = new Map(
    reaches.flatMap((reach) => reach.conditions).map((one) => [JSON.stringify(one), one]),
  );
  return {
    recipients: asked[0]?.candidate.group ?? { kind: "any" },
    allowed: reaches.every(({ allowed }) => allowed === "always") ? "always" : "under conditions",
    algorithms: open.map(([algorithm]) => algorithm),
    conditions: [...conditions.values()],
    asked: [...byAlgorithm.keys()],
  };
}

function policiesOf({ policies }: Evidence): readonly CompiledPolicy[] {
  return Object.values(policies).flatMap((side) => side ?? []);
}
