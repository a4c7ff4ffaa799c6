import { type CompiledCondition, compileCondition } from "../conditions/compiled-condition.ts";
import type { ConditionSource } from "../conditions/condition-keys.ts";
import type { KeyPolicy } from "./key-policy.ts";
import type { Policy } from "./policy.ts";
import { type PrincipalPattern, principalPattern } from "./principal-pattern.ts";
import type { TrustPolicy } from "./trust-policy.ts";

/** A policy made ready to be asked many times. */
export interface CompiledPolicy {
  readonly statements: readonly CompiledStatement[];
}

/** A statement made ready to be asked many times. */
export interface CompiledStatement {
  readonly effect: "Allow" | "Deny";
  /** Its name, for people; null: it has none. */
  readonly sid: string | null;
  /** In lower case. */
  readonly actions: Patterns;
  readonly resources: Patterns;
  /** Whom it speaks of; null: of whoever the policy is attached to. */
  readonly principals: readonly CompiledPrincipal[] | null;
  readonly conditions: readonly CompiledCondition[];
  /** Where the values come from that its conditions look at. */
  readonly looksAt: ReadonlySet<ConditionSource>;
}

/** What is covered: what any pattern matches, or, `except`, all the rest. */
export interface Patterns {
  readonly except: boolean;
  readonly patterns: readonly string[];
}

/** A principal that a statement names, and what that means in this statement. */
export interface CompiledPrincipal extends Omit<PrincipalPattern, "who"> {
  readonly who: "root" | "everybody" | "user" | "role";
  /** Whether it leaves the decision to RAM policies when it names the account of the resource. */
  readonly delegates: boolean;
}

const everything: Patterns = { except: false, patterns: ["*"] };

/** Prepares a policy. Costs about as much as one question, and memory in proportion to the policy's text. */
export function compilePolicy({ Statement }: Policy): CompiledPolicy {
  return {
    statements: Statement.map(({ Effect, Action, NotAction, Resource, NotResource, Condition }) => ({
      effect: Effect,
      sid: null,
      actions: lowerCase(patternsOf(Action, NotAction)),
      // The documents do not say whether case counts in a resource: ids and names of KMS differ by case, so it counts.
      resources: patternsOf(Resource, NotResource),
      principals: null,
      ...conditionsOf(Condition),
    })),
  };
}

/**
 * Prepares a key policy. In an Allow, the root of the key's own account and everybody there leave the decision to RAM
 * policies: `delegates`.
 */
export function compileKeyPolicy({ Statement }: KeyPolicy): CompiledPolicy {
  return {
    statements: Statement.map(({ Sid, Effect, Principal, Action, Condition }) => ({
      effect: Effect,
      sid: Sid ?? null,
      actions: lowerCase(patternsOf(Action)),
      resources: everything,
      principals: listOf(Principal.RAM).map((arn) => {
        const { account, who, name } = principalPattern(arn);
        const delegates = Effect === "Allow" && (who === "*" || who === "root");
        return { account, who: who === "*" ? "everybody" : who, name, delegates };
      }),
      ...conditionsOf(Condition),
    })),
  };
}

/** Prepares a trust policy. The root of an account stands for everybody there. */
export function compileTrustPolicy({ Statement }: TrustPolicy): CompiledPolicy {
  return {
    statements: Statement.map(({ Effect, Principal, Action, Condition }) => ({
      effect: Effect,
      sid: null,
      actions: lowerCase(patternsOf(Action)),
      resources: everything,
      principals: listOf(Principal.RAM).map((arn) => {
        const { account, who, name } = principalPattern(arn);
        return { account, who: who === "*" || who === "root" ? "everybody" : who, name, delegates: false };
      }),
      ...conditionsOf(Condition),
    })),
  };
}

function conditionsOf(condition: Policy["Statement"][number]["Condition"] = {}) {
  const conditions = compileCondition(condition);
  return { conditions, looksAt: new Set(conditions.map(({ key }) => key.source)) };
}

function patternsOf(
  these: string | readonly string[] | undefined,
  allBut?: string | readonly string[],
): Patterns {
  return allBut === undefined
    ? { except: false, patterns: listOf(these ?? []) }
    : { except: true, patterns: listOf(allBut) };
}

/** The documents do not say whether case counts in an action. A Deny must not miss for a letter's case. */
function lowerCase({ except, patterns }: Patterns): Patterns {
  return { except, patterns: patterns.map((pattern) => pattern.toLowerCase()) };
}

function listOf(value: string | readonly string[]): readonly string[] {
  return typeof value === "string" ? [value] : value;
}
