import type { MaybePromise } from "@keyferry/bytes";
import type { RecipientRecord, StoreView, TagRecord } from "@keyferry/store";
import type { ConditionSource, NamedRecipient } from "../conditions/condition-keys.ts";
import type { CompiledPolicy } from "../policies/compiled-policy.ts";
import type { PolicyCaches } from "../policies/policy-cache.ts";
import { type PolicyHolder, policyHolders } from "./policy-holders.ts";
import type { Principal } from "../principal.ts";
import type { AskedRecipient, RequestFacts } from "../question.ts";
import { type Asked, type AskedAction, evaluate, hangOn, type Meets } from "../policies/statement-match.ts";
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
  /** As policies of the caller's account see it: a recipient has the name that it has there. */
  readonly asked: Asked;
  /** As the policy of the resource sees it: a recipient has the name that it has in the resource's account. */
  readonly askedOfResource: Asked;
  /** What the identity's policies are attached to. */
  readonly holders: readonly PolicyHolder[];
  /** The policies of each side; null: it has no say, and so allows. */
  readonly policies: Readonly<Record<Side, readonly CompiledPolicy[] | null>>;
}

/** The identities and the named recipients that one request sees: asked for only where a question hangs on them. */
export type AccessView = Pick<StoreView, "identities" | "recipients">;

/** Where a decision finds policies. */
export interface DecisionSources {
  readonly view: AccessView;
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
  const known = { ...asked, facts, tags, externalId };
  if (recipient === undefined) {
    const all = { ...known, recipient };
    return { asked: all, askedOfResource: all, holders, policies, needs, resourceType };
  }
  const named = hangsOn("recipient name", { policies, asked });
  const nameIn = async (account: string): Promise<NamedRecipient> =>
    named
      ? withName(recipient, await view.recipients.byFingerprint(account, recipient.fingerprint), facts)
      : recipient;
  const askedAtHome = { ...known, recipient: await nameIn(principal.account) };
  const askedOfResource =
    owner === principal.account ? askedAtHome : { ...known, recipient: await nameIn(owner) };
  return { asked: askedAtHome, askedOfResource, holders, policies, needs, resourceType };
}

/** What an account calls a recipient. Once its certificates have ended, nobody can say any more whether it is still that. */
function withName(
  recipient: AskedRecipient,
  record: RecipientRecord | undefined,
  { time }: RequestFacts,
): NamedRecipient {
  if (record === undefined) return recipient;
  const isOver = record.validUntil !== null && record.validUntil <= time;
  return { ...recipient, name: isOver ? null : record.name };
}

/** Whether a statement that the question concerns looks at values of a source. */
export function hangsOn(
  source: ConditionSource,
  { policies, asked }: Pick<Evidence, "policies"> & { readonly asked: AskedAction },
): boolean {
  return Object.values(policies).some((side) => side !== null && hangOn(source, side, asked));
}

/** What each side says. */
export function sidesOf(
  { asked, askedOfResource, policies, needs, resourceType }: Evidence,
  meets?: Meets,
): Sides {
  const outcome = (side: Side) => {
    const spoken = policies[side];
    if (spoken === null) return "Allow";
    return evaluate(spoken, side === "resource" ? askedOfResource : asked, meets);
  };
  return {
    session: outcome("session"),
    identity: outcome("identity"),
    resource: outcome("resource"),
    needs,
    resourceType,
  };
}
