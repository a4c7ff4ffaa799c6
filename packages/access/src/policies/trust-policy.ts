import * as z from "zod/mini";
import { boundedList } from "../syntax/bounded-list.ts";
import { type Condition, conditionOf } from "../conditions/condition.ts";
import { effect, oneOrMore, policyOf, readPolicy } from "./policy-syntax.ts";
import { principalArn } from "./principal-pattern.ts";

/** One statement of a trust policy. */
export interface TrustPolicyStatement {
  readonly Effect: "Allow" | "Deny";
  /** `sts:AssumeRole`. */
  readonly Action: string | readonly string[];
  /**
   * ARNs: `acs:ram::{account}:` and then `user/{name}` or `role/{name}`, or `root` for everybody of the account.
   */
  readonly Principal: { readonly RAM: string | readonly string[] };
  readonly Condition?: Condition;
}

/** The trust policy of a role, that {@link parseTrustPolicy} has accepted: it says who may assume the role. */
export interface TrustPolicy {
  readonly Version: "1";
  readonly Statement: readonly TrustPolicyStatement[];
}

/** The one permission that a trust policy gives. */
export const trustedAction = "sts:AssumeRole";

const actionForm = `must be ${trustedAction}`;
const principalForm =
  "must be acs:ram::{account}:root, acs:ram::{account}:user/{name} or acs:ram::{account}:role/{name}";

const trusted = principalArn.check(z.regex(/[^*]$/, principalForm));
const trusting = z.literal(trustedAction, actionForm);

const statement = z.strictObject(
  {
    Effect: effect,
    Action: z.union([trusting, boundedList(trusting, 1, 1)], actionForm),
    Principal: z.strictObject({ RAM: oneOrMore(trusted) }, "must be an object"),
    Condition: z.exactOptional(conditionOf("trust policy")),
  },
  "must be an object",
);

const trustPolicy = policyOf(statement);

/**
 * Reads the trust policy of a role. Its principals are those of RAM: services and identity providers are refused.
 *
 * @param document the parsed JSON
 * @throws PolicyError with the path of the first fault
 */
export function parseTrustPolicy(document: unknown): TrustPolicy {
  return readPolicy(trustPolicy, document);
}

/** The trust policy of a role that was given none: whoever of its own account RAM policies allow it may assume it. */
export function defaultTrustPolicy(account: string): TrustPolicy {
  return {
    Statement: [
      {
        Action: trustedAction,
        Effect: "Allow",
        Principal: { RAM: [`acs:ram::${account}:root`] },
      },
    ],
    Version: "1",
  };
}
