import type { AccessExplanation, ExplainedStatement } from "@keyferry/access";
import { masked } from "../explanation.ts";

/** What a decision rests on: who asked for what, and what became of each statement. */
export function aboutAccess(explanation: AccessExplanation): readonly string[] {
  const { principal, action, resource, recipient, policies } = explanation;
  const forWhom =
    recipient === null
      ? []
      : [`for the recipient ${nameOf(recipient)} (${recipient.spec}, ${recipient.algorithm})`];
  const asked = [principal.arn, `asked for ${action}`, `on ${resource}`, ...forWhom].join("\n");
  if (policies.length === 0) return [asked, "No policy was considered."];
  return [
    asked,
    ...policies.map(({ attachedTo: { kind, name }, index, statements }) =>
      [`Policy ${String(index + 1)} of ${kind} ${name}`, ...statements.map(aboutStatement)].join("\n"),
    ),
  ];
}

function nameOf({ name, fingerprint }: NonNullable<AccessExplanation["recipient"]>): string {
  return name === null ? fingerprint : `${name}, ${fingerprint}`;
}

function aboutStatement({ index, sid, effect, mismatch }: ExplainedStatement): string {
  const name = `  ${String(index + 1)}${sid === null ? "" : ` (${sid})`} ${effect}`;
  if (mismatch === null) return `${name}: applies`;
  switch (mismatch.by) {
    case "condition": {
      const { operator, key, values, actual } = mismatch;
      const had =
        actual === masked
          ? "the value is not shown"
          : actual === null
            ? "the request has none"
            : `the request has ${actual}`;
      return `${name}: does not apply, ${key} ${operator} ${values.join(", ")}: ${had}`;
    }
    case "delegation":
      return `${name}: leaves it to the policies of the caller`;
    default:
      return `${name}: does not apply, it names another ${mismatch.by}`;
  }
}

/** What follows from a decision, in a sentence or two: what denies it, or what would allow it. */
export function adviceOnAccess({
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
