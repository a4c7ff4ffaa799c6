import type { Access, AccessExplanation, Question } from "@keyferry/access";

/** A denial, explained. */
export interface DenialFindings {
  readonly access: AccessExplanation;
  readonly advice: readonly string[];
}

/** Explains why a question was answered by no. What the policy of another account's key says is left out. */
export async function explainDenial(question: Question, access: Access): Promise<DenialFindings> {
  const whole = await access.explain(question);
  const shown = ownerOf(question.resource) === question.principal.account ? whole : withoutKeyPolicy(whole);
  return { access: shown, advice: adviceFrom(shown) };
}

/** What to do about an instance's public access switch. */
export function adviceOnPublicAccess(instance: string): string {
  return (
    `No policy denies this: the public access of instance ${instance} is off, so that its keys cannot be used through ` +
    "the public gateway. Use its dedicated gateway or the VPC gateway."
  );
}

function ownerOf(resource: string): string | undefined {
  return resource.split(":")[3];
}

function withoutKeyPolicy(explanation: AccessExplanation): AccessExplanation {
  const { policies, deniedBy } = explanation;
  return {
    ...explanation,
    policies: policies.filter(({ attachedTo }) => attachedTo.kind !== "key"),
    deniedBy: deniedBy.filter(({ attachedTo }) => attachedTo.kind !== "key"),
  };
}

function adviceFrom({
  basis,
  decision,
  deniedBy,
  wouldAllow,
  principal,
}: AccessExplanation): readonly string[] {
  if (decision.allowed) return ["The policies have changed since: the same call would be allowed now."];
  switch (basis) {
    case "unknown caller":
      return [`${principal.arn} is not there any more.`];
    case "other account":
      return ["The resource is another account's, and has no policy of its own that could open it."];
    case "root":
    case "policies":
      break;
  }
  if (decision.denial === "ExplicitDeny") {
    return deniedBy.length === 0
      ? ["A policy of the key denies it."]
      : deniedBy.map(
          ({ attachedTo: { kind, name }, policy, statement, sid }) =>
            `Statement ${String(statement + 1)}${sid === null ? "" : ` (${sid})`} of policy ${String(policy + 1)} ` +
            `of ${kind} ${name} denies it. A Deny outweighs every Allow.`,
        );
  }
  return wouldAllow.map(
    ({ attachTo: { kind, name }, policy }) =>
      `No statement allows it. The smallest policy of ${kind} ${name} that does: ${JSON.stringify(policy)}`,
  );
}
