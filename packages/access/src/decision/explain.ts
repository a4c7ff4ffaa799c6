import type { CompiledPolicy, CompiledStatement } from "../policies/compiled-policy.ts";
import { decisionBy, shortcuts, unknownCaller, withOwner } from "./decide.ts";
import { type Evidence, type DecisionSources, gatherEvidence, sidesOf } from "./evidence.ts";
import type {
  AccessExplanation,
  Attachment,
  ExplainedPolicy,
  Grant,
  StatementMismatch,
  StatementPlace,
} from "./explanation.ts";
import { masked } from "../syntax/masked.ts";
import type { Principal } from "../principal.ts";
import type { PolicyType, Question } from "../question.ts";
import { type Asked, evaluate, mismatchOf } from "../policies/statement-match.ts";
import { lacks, type Side, sides } from "./verdict.ts";

/** Decides a question as `decide` does, and says why. */
export async function explain(question: Question, sources: DecisionSources): Promise<AccessExplanation> {
  const { action, resource, principal, recipient = null } = question;
  const { type, account, name, arn } = principal;
  const about = {
    principal: { type, account, name, arn },
    ...{ action, resource, recipient: recipient && { ...recipient, name: null } },
  };
  const nothing = { policies: [], deniedBy: [], wouldAllow: [] };
  const owned = withOwner(question, sources);
  if (typeof owned === "string") {
    return { ...about, decision: shortcuts[owned], basis: owned, ...nothing };
  }
  const evidence = await gatherEvidence(owned, sources);
  if (evidence === undefined) {
    return { ...about, decision: unknownCaller, basis: "unknown caller", ...nothing };
  }
  const said = sidesOf(evidence);
  const decision = decisionBy(evidence);
  const policies = attachedPolicies(evidence).map((policy) => explainPolicy(policy));
  const explicit = !decision.allowed && decision.denial === "ExplicitDeny";
  const lacking = decision.allowed || explicit ? [] : sides.filter((side) => lacks(side, said));
  return {
    ...about,
    recipient: recipient && { ...recipient, name: evidence.asked.recipient?.name ?? null },
    decision,
    basis: "policies",
    policies,
    deniedBy: explicit ? policies.flatMap(denyingStatements) : [],
    wouldAllow: lacking.map((side) => grantOf(side, question)),
  };
}

interface AttachedPolicy {
  readonly attachedTo: Attachment;
  readonly index: number;
  readonly policy: CompiledPolicy;
  readonly asked: Asked;
}

function attachedPolicies({
  asked,
  askedOfResource,
  holders,
  policies,
  resourceType,
}: Evidence): readonly AttachedPolicy[] {
  const { session, identity, resource } = policies;
  const places = holders.flatMap(({ kind, name, policies: texts }) =>
    texts.map((_, index) => ({ attachedTo: { kind, name }, index })),
  );
  return [
    ...(session ?? []).map((policy) => ({ attachedTo: sessionOf(asked.principal), index: 0, policy, asked })),
    ...(identity ?? []).flatMap((policy, index) => {
      const place = places[index];
      return place === undefined ? [] : [{ ...place, policy, asked }];
    }),
    ...(resource ?? []).map((policy) => ({
      attachedTo: resourceOf(asked, resourceType),
      index: 0,
      policy,
      asked: askedOfResource,
    })),
  ];
}

function explainPolicy({ attachedTo, index, policy, asked }: AttachedPolicy): ExplainedPolicy {
  return {
    attachedTo,
    index,
    outcome: evaluate([policy], asked),
    statements: policy.statements.map((statement, place) => ({
      index: place,
      sid: statement.sid,
      effect: statement.effect,
      mismatch: explainMismatch(statement, asked),
    })),
  };
}

function explainMismatch(statement: CompiledStatement, asked: Asked): StatementMismatch | null {
  const mismatch = mismatchOf(statement, asked);
  if (mismatch === undefined) return null;
  if (typeof mismatch === "string") return { by: mismatch };
  const { operator, key, values } = mismatch;
  const actual = key.valueOf(asked) ?? null;
  const about = { by: "condition", operator: operator.name, key: key.name } as const;
  return key.secret
    ? { ...about, values: values.map(() => masked), actual: actual && masked }
    : { ...about, values, actual };
}

function denyingStatements({ attachedTo, index, statements }: ExplainedPolicy): readonly StatementPlace[] {
  return statements
    .filter(({ effect, mismatch }) => effect === "Deny" && mismatch === null)
    .map((statement) => ({ attachedTo, policy: index, statement: statement.index, sid: statement.sid }));
}

function grantOf(side: Side, { principal, action, resource, recipient, trustPolicy }: Question): Grant {
  const toRecipient = recipient && {
    Condition: { StringEquals: { "keyferry:RecipientFingerprint": recipient.fingerprint } },
  };
  if (side !== "resource") {
    const Statement = [{ Effect: "Allow", Action: action, Resource: resource, ...toRecipient }] as const;
    const attachTo = side === "session" ? sessionOf(principal) : identityOf(principal);
    return { attachTo, policy: { Version: "1", Statement } };
  }
  const Principal = { RAM: [policyArn(principal)] };
  if (trustPolicy !== undefined) {
    const statement = { Effect: "Allow", Principal, Action: action } as const;
    return { attachTo: trustOf(resource), policy: { Version: "1", Statement: [statement] } };
  }
  const statement = {
    Effect: "Allow",
    Principal,
    Action: [action],
    Resource: ["*"],
    ...toRecipient,
  } as const;
  return { attachTo: keyOf(resource), policy: { Version: "1", Statement: [statement] } };
}

/** A policy names a role and not its sessions. */
function policyArn({ type, account, name, arn }: Principal): string {
  return type === "role" ? `acs:ram::${account}:role/${name}` : arn;
}

function identityOf({ type, name }: Principal): Attachment {
  return { kind: type === "role" ? "role" : "user", name };
}

function sessionOf({ session }: Principal): Attachment {
  return { kind: "session", name: session?.name ?? "" };
}

function resourceOf({ resource }: Asked, type: PolicyType): Attachment {
  return type === "AssumeRolePolicy" ? trustOf(resource) : keyOf(resource);
}

function trustOf(role: string): Attachment {
  return { kind: "role trust", name: role.slice(role.indexOf("/") + 1) };
}

function keyOf(resource: string): Attachment {
  return { kind: "key", name: resource };
}
