import * as z from "zod/mini";
import { type Condition, conditionOf } from "../conditions/condition.ts";
import { oneOrMore, effect, policyOf, readPolicy } from "./policy-syntax.ts";
import { principalArn } from "./principal-pattern.ts";

/** One statement of a key policy. */
export interface KeyPolicyStatement {
  /** A name, for people: at most 128 letters, digits, spaces and `_ / + = . @ -`. */
  readonly Sid?: string;
  readonly Effect: "Allow" | "Deny";
  /** ARNs: `acs:ram::{account}:` and then `root`, `*`, `user/{name}` or `role/{name}`. */
  readonly Principal: { readonly RAM: string | readonly string[] };
  /** Patterns of `kms:Operation`. Case does not count. One that names no operation has no effect. */
  readonly Action: string | readonly string[];
  /** Always `*`: the key itself. */
  readonly Resource: string | readonly string[];
  readonly Condition?: Condition;
}

/** The policy of a key or a secret, that `parseKeyPolicy` has accepted. */
export interface KeyPolicy {
  readonly Version: "1";
  readonly Statement: readonly KeyPolicyStatement[];
}

const sidForm = "must be at most 128 characters of A-Z a-z 0-9 _ / + = . @ - and space";
const resourceForm = "must be *: a key policy speaks of its own key";
const actionForm = "must be kms:Operation, such as kms:Describe*, of at most 256 characters";

const statement = z.strictObject(
  {
    Sid: z.exactOptional(z.string(sidForm).check(z.regex(/^[A-Za-z0-9_/+=.@ -]{0,128}$/, sidForm))),
    Effect: effect,
    Principal: z.strictObject({ RAM: oneOrMore(principalArn) }, "must be an object"),
    Action: oneOrMore(z.string(actionForm).check(z.regex(/^kms:[!-~]{1,252}$/i, actionForm))),
    Resource: oneOrMore(z.string(resourceForm).check(z.regex(/^\*$/, resourceForm))),
    Condition: z.exactOptional(conditionOf("key policy")),
  },
  "must be an object",
);

const keyPolicy = policyOf(statement);

/**
 * Reads a key policy that was accepted before.
 *
 * @throws PolicyError with the path of the first fault
 */
export function readKeyPolicy(document: unknown): KeyPolicy {
  return readPolicy(keyPolicy, document);
}

/** The policy that a key has when it was given none: it leaves every decision to the RAM policies of its own account. */
export function defaultKeyPolicy(account: string): KeyPolicy {
  return {
    Statement: [
      {
        Action: ["kms:*"],
        Effect: "Allow",
        Principal: { RAM: [`acs:ram::${account}:*`] },
        Resource: ["*"],
        Sid: "kms default key policy",
      },
    ],
    Version: "1",
  };
}
