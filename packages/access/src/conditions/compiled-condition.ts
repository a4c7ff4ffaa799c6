import type { ConditionFacts, ConditionKey } from "./condition-keys.ts";
import { clausesOf, type Condition } from "./condition.ts";
import type { Matcher, Operator } from "./operators.ts";

/** One operator with one key, ready to be asked many times: numbers, dates and address blocks are parsed. */
export interface CompiledCondition {
  readonly operator: Operator;
  readonly key: ConditionKey;
  readonly values: readonly string[];
  readonly matches: Matcher;
}

/** Prepares a condition that the schema has accepted. */
export function compileCondition(condition: Condition): readonly CompiledCondition[] {
  return clausesOf(condition).map((clause) => ({
    ...clause,
    matches: clause.operator.matcher(clause.values),
  }));
}

/** Whether a condition is met. In doubt it is met in a Deny and not met in an Allow. */
export function isMet(
  { operator, key, matches }: CompiledCondition,
  effect: "Allow" | "Deny",
  facts: ConditionFacts,
): boolean {
  const actual = key.valueOf(facts);
  if (actual === undefined) return operator.negated && effect === "Deny";
  if (actual === null) return effect === "Deny";
  const matched = matches(actual);
  if (matched === undefined) return effect === "Deny";
  return matched !== operator.negated;
}
