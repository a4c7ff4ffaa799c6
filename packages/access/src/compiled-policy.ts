import type { Policy } from "./policy.ts";
import { matchesWildcard } from "./wildcard.ts";

/** A policy made ready to be asked many times. */
export interface CompiledPolicy {
  readonly statements: readonly CompiledStatement[];
}

interface CompiledStatement {
  readonly effect: "Allow" | "Deny";
  /** In lower case. */
  readonly actions: readonly string[];
  readonly resources: readonly string[];
}

/** Prepares a policy. Costs about as much as one question, and memory in proportion to the policy's text. */
export function compilePolicy(policy: Policy): CompiledPolicy {
  return {
    statements: policy.Statement.map(({ Effect, Action, Resource }) => ({
      effect: Effect,
      // The documents do not say whether case counts in an action. A Deny must not miss for a letter's case.
      actions: listOf(Action).map((pattern) => pattern.toLowerCase()),
      // Nor in a resource: ids and names of KMS differ by case, so it counts here.
      resources: listOf(Resource),
    })),
  };
}

/** What policies say together: any Deny beats every Allow, and silence denies. */
export function evaluate(
  policies: readonly CompiledPolicy[],
  action: string,
  resource: string,
): "Allow" | "ExplicitDeny" | "ImplicitDeny" {
  const lowerAction = action.toLowerCase();
  let allowed = false;
  for (const { statements } of policies) {
    for (const { effect, actions, resources } of statements) {
      // One Allow is enough: from then on only a Deny can change the outcome.
      if (allowed && effect === "Allow") continue;
      // A wildcard in a resource may run across the colons of an ARN; accounts are compared before policies are asked.
      if (!covers(actions, lowerAction) || !covers(resources, resource)) continue;
      if (effect === "Deny") return "ExplicitDeny";
      allowed = true;
    }
  }
  return allowed ? "Allow" : "ImplicitDeny";
}

function covers(patterns: readonly string[], subject: string): boolean {
  return patterns.some((pattern) => matchesWildcard(pattern, subject));
}

function listOf(value: string | readonly string[]): readonly string[] {
  return typeof value === "string" ? [value] : value;
}
