import type { MaybePromise } from "@keyferry/crypto";
import type { StoreView, TagRecord } from "@keyferry/store";
import type { ConditionSource } from "../conditions/condition-keys.ts";
import type { CompiledPolicy } from "../policies/compiled-policy.ts";
import type { PolicyCaches } from "../policies/policy-cache.ts";
import { type PolicyHolder, policyHolders } from "./policy-holders.ts";
import type { Principal } from "../principal.ts";
import type { AskedRecipient, RequestFacts } from "../question.ts";
import { type Asked, type AskedAction, evaluate, hangOn } from "../policies/statement-match.ts";
import type { Side, Sides } from "./verdict.ts";

/** A question whose resource has an owner, and is to be decided by policies. */
export interface OwnedQuestion extends Pick<Sides, "needs" | "resourceType"> {
  readonly principal: Principal;
  readonly action: string;
  readonly resource: string;
  /** The account of the resource. */
  readonly owner: string;
  readonly facts: RequestFacts;
  readonly externalId?: string | undefined;
  readonly recipient?: AskedRecipient | undefined;
  readonly tags?: (() => MaybePromise<readonly TagRecord[]>) | undefined;
  /** The policy of the resource; undefined: it has none. */
  readonly resourcePolicy: CompiledPolicy | undefined;
}

/** Everything that a decision rests on. */
export interface Evidence extends Pick<Sides, "needs" | "resourceType"> {
  readonly asked: Asked;
  /** What the identity's policies are attached to. */
  readonly holders: readonly PolicyHolder[];
  /** The policies of each side; null: it has no say, and so allows. */
  readonly policies: Readonly<Record<Side, readonly CompiledPolicy[] | null>>;
}

/** The identities that one request sees: asked for only where a question hangs on them. */
export type VisibleIdentities = Pick<StoreView, "identities">;

/** Where a decision finds policies. */
export interface DecisionSources {
  readonly view: VisibleIdentities;
  readonly caches: PolicyCaches;
}

/**
 * Gathers what a decision rests on. Undefined when the caller is not there any more.
 *
 * @throws AccessError `unreadable`: a policy of the caller is not understood
 */
export async function gatherEvidence(
  { principal, action, resource, owner, facts, externalId, recipient, tags: tagsOf, ...by }: OwnedQuestion,
  { view, caches }: DecisionSources,
): Promise<Evidence | undefined> {
  const holders = await policyHolders(principal, view);
  if (holders === undefined) return undefined;
  const { needs, resourceType, resourcePolicy } = by;
  const sessionPolicy = principal.session?.policy ?? null;
  const policies = {
    session: sessionPolicy === null ? null : [caches.ram.get(sessionPolicy)],
    identity:
      principal.type === "root"
        ? null
        : holders.flatMap((holder) => holder.policies.map((text) => caches.ram.get(text))),
    resource: resourcePolicy === undefined ? [] : [resourcePolicy],
  };
  const asked = { action: action.toLowerCase(), resource, principal, owner };
  const tags = tagsOf !== undefined && hangsOn("tags", { policies, asked }) ? await tagsOf() : [];
  return { asked: { ...asked, facts, tags, externalId, recipient }, holders, policies, needs, resourceType };
}

/** Whether a statement that the question concerns looks at values of a source. */
export function hangsOn(
  source: ConditionSource,
  { policies, asked }: Pick<Evidence, "policies"> & { readonly asked: AskedAction },
): boolean {
  return Object.values(policies).some((side) => side !== null && hangOn(source, side, asked));
}

/** What each side says. */
export function sidesOf({ asked, policies, needs, resourceType }: Evidence): Sides {
  const outcome = (side: Side) => {
    const spoken = policies[side];
    return spoken === null ? "Allow" : evaluate(spoken, asked);
  };
  return {
    session: outcome("session"),
    identity: outcome("identity"),
    resource: outcome("resource"),
    needs,
    resourceType,
  };
}
