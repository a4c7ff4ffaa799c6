import { accountOfResource } from "./decide.ts";
import type { DecisionSources } from "./evidence.ts";
import type { Principal } from "../principal.ts";
import { concerns } from "../policies/statement-match.ts";

/** Does a key's policy let this caller do anything at all? */
export interface AnyActionQuestion {
  readonly principal: Principal;
  /** ARN of the key. */
  readonly resource: string;
  /** The key's policy, JSON text that `parseKeyPolicy` has accepted. */
  readonly resourcePolicy: string;
  /** What is anything: `kms:Decrypt` and so on. */
  readonly actions: readonly string[];
}

/**
 * Whether a key's policy allows a caller one of the actions, were the conditions of its Allows met. A Deny with conditions
 * does not count: it denies some calls, not the key.
 *
 * @throws AccessError `unreadable`: the policy is not understood
 */
export function allowsAny(
  { principal, resource, resourcePolicy, actions }: AnyActionQuestion,
  { caches }: Pick<DecisionSources, "caches">,
): boolean {
  const { statements } = caches.key.get(resourcePolicy);
  const owner = accountOfResource(resource) ?? "";
  return actions.some((action) => {
    const asked = { action: action.toLowerCase(), resource, principal, owner };
    const concerning = statements.filter((statement) => concerns(statement, asked));
    return (
      concerning.some(({ effect }) => effect === "Allow") &&
      !concerning.some(({ effect, conditions }) => effect === "Deny" && conditions.length === 0)
    );
  });
}
