import type { CompiledPolicy, CompiledPrincipal, CompiledStatement, Patterns } from "./compiled-policy.ts";
import type { CompiledCondition } from "../conditions/compiled-condition.ts";
import { isMet } from "../conditions/compiled-condition.ts";
import type { ConditionFacts, ConditionSource } from "../conditions/condition-keys.ts";
import type { Principal } from "../principal.ts";
import { matchesWildcard } from "../syntax/wildcard.ts";

/** A question as statements see it, without what conditions look at. */
export interface AskedAction {
  /** In lower case. */
  readonly action: string;
  readonly resource: string;
  readonly principal: Principal;
  /** The account of the resource. */
  readonly owner: string;
}

/** A question as statements see it. */
export interface Asked extends AskedAction, ConditionFacts {}

/**
 * The first reason why a statement does not apply. `delegation`: it leaves the principals of the key's own account to
 * their RAM policies. A condition stands for itself.
 */
export type Mismatch = "action" | "resource" | "principal" | "delegation" | CompiledCondition;

/** What policies say together. */
export type Outcome = "Allow" | "ExplicitDeny" | "ImplicitDeny";

/** Decides whether a condition is met; see {@link isMet}. */
export type Meets = typeof isMet;

/** Why a statement does not apply; undefined when it does. */
export function mismatchOf(
  statement: CompiledStatement,
  asked: Asked,
  meets: Meets = isMet,
): Mismatch | undefined {
  return (
    scopeMismatch(statement, asked) ??
    statement.conditions.find((condition) => !meets(condition, statement.effect, asked))
  );
}

/** Whether a statement would apply if its conditions were met. */
export function concerns(statement: CompiledStatement, asked: AskedAction): boolean {
  return scopeMismatch(statement, asked) === undefined;
}

/** Whether what policies say can hang on values of a source. */
export function hangOn(
  source: ConditionSource,
  policies: readonly CompiledPolicy[],
  asked: AskedAction,
): boolean {
  return policies.some(({ statements }) =>
    statements.some((statement) => statement.looksAt.has(source) && concerns(statement, asked)),
  );
}

/** What policies say together: any Deny beats every Allow, and silence denies. */
export function evaluate(policies: readonly CompiledPolicy[], asked: Asked, meets?: Meets): Outcome {
  let allowed = false;
  for (const { statements } of policies) {
    for (const statement of statements) {
      // One Allow is enough: from then on only a Deny can change the outcome.
      if (allowed && statement.effect === "Allow") continue;
      if (mismatchOf(statement, asked, meets) !== undefined) continue;
      if (statement.effect === "Deny") return "ExplicitDeny";
      allowed = true;
    }
  }
  return allowed ? "Allow" : "ImplicitDeny";
}

function scopeMismatch(
  { actions, resources, principals }: CompiledStatement,
  { action, resource, principal, owner }: AskedAction,
): Exclude<Mismatch, CompiledCondition> | undefined {
  if (!covers(actions, action)) return "action";
  // A wildcard in a resource may run across the colons of an ARN; accounts are compared apart from policies.
  if (!covers(resources, resource)) return "resource";
  if (principals === null) return undefined;
  const named = principals.filter((pattern) => names(pattern, principal));
  if (named.length === 0) return "principal";
  return named.every(({ delegates, account }) => delegates && account === owner) ? "delegation" : undefined;
}

function covers({ except, patterns }: Patterns, text: string): boolean {
  return patterns.some((pattern) => matchesWildcard(pattern, text)) !== except;
}

function names({ account, who, name }: CompiledPrincipal, principal: Principal): boolean {
  if (account !== principal.account) return false;
  if (who === "everybody") return true;
  return who === principal.type && (who === "root" || name === principal.name);
}
