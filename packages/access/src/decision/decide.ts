import type { MaybePromise } from "@keyferry/bytes";
import {
  type DecisionSources,
  type Evidence,
  gatherEvidence,
  hangsOn,
  type OwnedQuestion,
  sidesOf,
} from "./evidence.ts";
import type { Decision, Question } from "../question.ts";
import { verdictOf } from "./verdict.ts";

/** The answer to a user or a role that is not there any more. */
export const unknownCaller: Decision = Object.freeze({
  allowed: false,
  denial: "ImplicitDeny",
  policyType: "AccountLevelIdentityBasedPolicy",
});

/** Why a question needs no policy of the caller: it is the root at home, or nothing could open the account to it. */
export type Shortcut = "root" | "other account";

/** The answers that need no policy of the caller. */
export const shortcuts: Readonly<Record<Shortcut, Decision>> = {
  root: Object.freeze({ allowed: true }),
  "other account": Object.freeze({ allowed: false, denial: "ImplicitDeny", policyType: null }),
};

/** The question with the owner of its resource, or the answer where the accounts alone decide. */
export function withOwner(question: Question, { caches }: DecisionSources): OwnedQuestion | Shortcut {
  const { principal, resource, resourcePolicy: text, trustPolicy } = question;
  // An action without a resource is within the caller's account.
  const owner = resource === "*" ? principal.account : accountOfResource(resource);
  if (trustPolicy !== undefined && owner !== undefined) {
    const trust = caches.trust.get(trustPolicy);
    return { ...question, owner, resourcePolicy: trust, needs: "both", resourceType: "AssumeRolePolicy" };
  }
  const resourcePolicy = typeof text === "string" ? caches.key.get(text) : undefined;
  const own = owner === principal.account;
  if (owner === undefined || (!own && resourcePolicy === undefined)) {
    return "other account";
  }
  // Only a Deny of the key policy can matter to the root.
  if (
    own &&
    principal.type === "root" &&
    !resourcePolicy?.statements.some(({ effect }) => effect === "Deny")
  ) {
    return "root";
  }
  const needs = own ? "either" : "both";
  return { ...question, owner, resourcePolicy, needs, resourceType: "ResourceBasedPolicy" };
}

const arn = /^acs:[^:]*:[^:]*:([^:]+):./s;

/** The account that an ARN names; undefined for text that is not an ARN or names none. */
export function accountOfResource(resource: string): string | undefined {
  return arn.exec(resource)?.[1];
}

/**
 * Decides a question.
 *
 * @throws AccessError `unreadable`: a policy is not understood
 */
export function decide(question: Question, sources: DecisionSources): MaybePromise<Decision> {
  const owned = withOwner(question, sources);
  return typeof owned === "string" ? shortcuts[owned] : decideByPolicies(owned, sources);
}

async function decideByPolicies(question: OwnedQuestion, sources: DecisionSources): Promise<Decision> {
  const evidence = await gatherEvidence(question, sources);
  return evidence === undefined ? unknownCaller : decisionBy(evidence);
}

function hangsOnRecipient(evidence: Evidence): boolean {
  return hangsOn("recipient", evidence) || hangsOn("recipient name", evidence);
}

/** The decision that follows from what is known. */
export function decisionBy(evidence: Evidence): Decision {
  const decision = verdictOf(sidesOf(evidence));
  if (decision.allowed || evidence.asked.recipient === undefined || !hangsOnRecipient(evidence)) {
    return decision;
  }
  return { ...decision, hangsOnRecipient: true };
}
