import type { KeyPolicy } from "../policies/key-policy.ts";
import type { Policy } from "../policies/policy.ts";
import type { Principal } from "../principal.ts";
import type { AskedRecipient, Decision } from "../question.ts";
import type { TrustPolicy } from "../policies/trust-policy.ts";

/** A decision with all that it rests on, for people. Plain data without secrets: it can be written as JSON. */
export interface AccessExplanation {
  readonly principal: Pick<Principal, "type" | "account" | "name" | "arn">;
  readonly action: string;
  readonly resource: string;
  /**
   * To whom the call would export, with the name that the caller's account has for it where a policy asks for that; null:
   * it exports nothing.
   */
  readonly recipient: (AskedRecipient & { readonly name: string | null }) | null;
  /** What `decide` answers to the same question. */
  readonly decision: Decision;
  /**
   * What the decision rests on.
   *
   * - `policies`: on what the policies say.
   * - `root`: the caller is the root of the resource's account, and no policy of the resource denies anything.
   * - `other account`: the resource is another account's and has no policy of its own that could open it.
   * - `unknown caller`: the user or the role is not there any more.
   */
  readonly basis: "policies" | "root" | "other account" | "unknown caller";
  /** Every policy that was considered; none unless `basis` is `policies`. */
  readonly policies: readonly ExplainedPolicy[];
  /** After an explicit Deny: the statements that deny. */
  readonly deniedBy: readonly StatementPlace[];
  /**
   * After an implicit Deny: the smallest policies that would have allowed this and nothing else. All of them are needed.
   * Empty when no policy could: the caller is not there, or the resource is another account's and can have none.
   */
  readonly wouldAllow: readonly Grant[];
}

/** What a policy is attached to. A key is named by its ARN. `role trust`: the trust policy of a role. */
export interface Attachment {
  readonly kind: "user" | "group" | "role" | "session" | "key" | "role trust";
  readonly name: string;
}

/** A policy, and what each of its statements came to. */
export interface ExplainedPolicy {
  readonly attachedTo: Attachment;
  /** Its place among the policies that are attached there, from 0. */
  readonly index: number;
  readonly outcome: "Allow" | "ExplicitDeny" | "ImplicitDeny";
  readonly statements: readonly ExplainedStatement[];
}

/** A statement, and why it applied or did not. */
export interface ExplainedStatement {
  /** Its place in the policy, from 0. */
  readonly index: number;
  readonly sid: string | null;
  readonly effect: "Allow" | "Deny";
  /** The first reason why it does not apply; null when it applies. */
  readonly mismatch: StatementMismatch | null;
}

/**
 * Why a statement does not apply. `delegation`: it leaves the principals of the key's own account to their RAM policies,
 * and grants nothing by itself.
 */
export type StatementMismatch =
  | { readonly by: "action" | "resource" | "principal" | "delegation" }
  | {
      readonly by: "condition";
      readonly operator: string;
      readonly key: string;
      /** The values that the statement names; `[masked]` for each of a key that is a secret, as `sts:ExternalId` is. */
      readonly values: readonly string[];
      /**
       * The value that there was, of the request or of a tag of the resource; null when there was none, `[masked]` where it
       * is not shown.
       */
      readonly actual: string | null;
    };

/** Where a statement stands. */
export interface StatementPlace {
  readonly attachedTo: Attachment;
  readonly policy: number;
  readonly statement: number;
  readonly sid: string | null;
}

/** A policy, and what it would have to be attached to. */
export interface Grant {
  readonly attachTo: Attachment;
  readonly policy: Policy | KeyPolicy | TrustPolicy;
}
