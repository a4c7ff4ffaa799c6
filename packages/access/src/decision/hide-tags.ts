import { conditionKey } from "../conditions/condition-keys.ts";
import type { AccessExplanation, StatementMismatch } from "./explanation.ts";
import { masked } from "../syntax/masked.ts";

/**
 * An explanation for the caller whom it is about: without the values of the resource's tags, which someone who was denied
 * the resource may not read. Nor does it say whether there is such a tag.
 */
export function hideTags(explanation: AccessExplanation): AccessExplanation {
  const policies = explanation.policies.map((policy) => ({
    ...policy,
    statements: policy.statements.map(({ mismatch, ...statement }) => ({
      ...statement,
      mismatch: mismatch && hidden(mismatch),
    })),
  }));
  return { ...explanation, policies };
}

function hidden(mismatch: StatementMismatch): StatementMismatch {
  const ofTag = mismatch.by === "condition" && conditionKey(mismatch.key)?.source === "tags";
  return ofTag ? { ...mismatch, actual: masked } : mismatch;
}
