import type { Decision, PolicyType } from "../question.ts";
import type { Outcome } from "../policies/statement-match.ts";

/** The sides that have a say, in the order in which Alibaba Cloud asks them. */
export const sides = ["session", "identity", "resource"] as const;

/** One of the sides that have a say. */
export type Side = (typeof sides)[number];

/** What each side says. */
export interface Sides extends Readonly<Record<Side, Outcome>> {
  /** Whether an Allow of the identity's or of the resource's policies is enough, or both have to allow. */
  readonly needs: "either" | "both";
  /** What the policies of the resource are called. */
  readonly resourceType: PolicyType;
}

/** Whether a side has to allow before the whole is allowed. */
export function lacks(side: Side, { session, identity, resource, needs }: Sides): boolean {
  if (side === "session") return session !== "Allow";
  if (needs === "both") return side === "identity" ? identity !== "Allow" : resource !== "Allow";
  // Where either is enough it is the RAM policy that is missed, as Alibaba Cloud says it.
  return side === "identity" && identity !== "Allow" && resource !== "Allow";
}

/** Puts together what all sides say: a Deny of any side denies. */
export function verdictOf(said: Sides): Decision {
  const denying = sides.find((side) => said[side] === "ExplicitDeny");
  if (denying !== undefined) return denied("ExplicitDeny", denying, said);
  const lacking = sides.find((side) => lacks(side, said));
  return lacking === undefined ? { allowed: true } : denied("ImplicitDeny", lacking, said);
}

function denied(denial: "ImplicitDeny" | "ExplicitDeny", side: Side, { resourceType }: Sides): Decision {
  const policyType = {
    session: "SessionPolicy",
    identity: "AccountLevelIdentityBasedPolicy",
    resource: resourceType,
  } as const;
  return { allowed: false, denial, policyType: policyType[side] };
}
