import { type CompiledCondition, isMet } from "../conditions/compiled-condition.ts";
import { type Evidence, sidesOf } from "../decision/evidence.ts";
import { sides, verdictOf } from "../decision/verdict.ts";
import { concerns, type Meets } from "../policies/statement-match.ts";

/** A condition on the request that is left: whether it is met, only a request can say. */
export interface RemainingCondition {
  /** Of the statement in which it stands. */
  readonly effect: "Allow" | "Deny";
  readonly operator: string;
  readonly key: string;
  readonly values: readonly string[];
}

/** Whether something is allowed whatever the request is like, for some requests, or for none. */
export interface Reach {
  readonly allowed: "always" | "under conditions" | "never";
  /** Those that it hangs on; none unless it does. */
  readonly conditions: readonly RemainingCondition[];
}

const isOpen = ({ key }: CompiledCondition): boolean => key.source === "request";
/** As if every open condition were as good for the caller as it can be, and as bad. */
const atBest: Meets = (condition, effect, facts) =>
  isOpen(condition) ? effect === "Allow" : isMet(condition, effect, facts);
const atWorst: Meets = (condition, effect, facts) =>
  isOpen(condition) ? effect === "Deny" : isMet(condition, effect, facts);

/** Evaluates policies as far as they do not hang on the request, by the rules of every other decision. */
export function reachOf(evidence: Evidence): Reach {
  if (!verdictOf(sidesOf(evidence, atBest)).allowed) return { allowed: "never", conditions: [] };
  if (verdictOf(sidesOf(evidence, atWorst)).allowed) return { allowed: "always", conditions: [] };
  return { allowed: "under conditions", conditions: openConditions(evidence) };
}

/** The open conditions of statements of which every other condition is met. */
function openConditions({ policies, asked, askedOfResource }: Evidence): readonly RemainingCondition[] {
  const found = new Map<string, RemainingCondition>();
  for (const side of sides) {
    const of = side === "resource" ? askedOfResource : asked;
    for (const statement of (policies[side] ?? []).flatMap(({ statements }) => statements)) {
      const { effect, conditions } = statement;
      const [open, others] = [conditions.filter(isOpen), conditions.filter((one) => !isOpen(one))];
      if (!concerns(statement, of) || !others.every((condition) => isMet(condition, effect, of))) continue;
      for (const { operator, key, values } of open) {
        const remaining = { effect, operator: operator.name, key: key.name, values };
        found.set(JSON.stringify(remaining), remaining);
      }
    }
  }
  return [...found.values()];
}
