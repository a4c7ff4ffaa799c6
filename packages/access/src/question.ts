import type { Principal } from "./principal.ts";

/** Facts about the request itself, as the gateway saw them. */
export interface RequestFacts {
  /** IPv4 or IPv6 address in text. */
  readonly sourceAddress: string;
  /** Whether the request came over TLS. */
  readonly secure: boolean;
  /** When it arrived, milliseconds since the epoch. */
  readonly time: number;
  /** Id of the VPC that it came from; null when it came from none. */
  readonly vpc: string | null;
}

/** May this caller do this action on this resource? */
export interface Question {
  readonly principal: Principal;
  /** Service and operation: `kms:ExportDataKey`. */
  readonly action: string;
  /** ARN `acs:{service}:{region}:{account}:{relative id}`, or `*` for an action that touches no resource. */
  readonly resource: string;
  readonly facts: RequestFacts;
}

/**
 * The answer. A denial says why in the words of `AccessDeniedDetail`.
 *
 * `ExplicitDeny`: a statement denies it. `ImplicitDeny`: nothing allows it. `policyType` names the kind of policy that
 * denied, or that failed to allow; it is null when no policy was asked, because the resource is another account's.
 */
export type Decision =
  | { readonly allowed: true }
  | {
      readonly allowed: false;
      readonly denial: "ImplicitDeny" | "ExplicitDeny";
      readonly policyType: "AccountLevelIdentityBasedPolicy" | null;
    };
