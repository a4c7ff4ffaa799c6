import type { RecipientKeySpec, WrappingAlgorithm } from "@keyferry/algorithms";
import type { MaybePromise } from "@keyferry/bytes";
import type { TagRecord } from "@keyferry/store";
import type { Principal } from "./principal.ts";

/** Facts about the request itself, as the gateway saw them. */
export interface RequestFacts {
  /** IPv4 or IPv6 address in text: `acs:VpcSourceIp` when the request came from a VPC, `acs:SourceIp` otherwise. */
  readonly sourceAddress: string;
  /** Whether the request came over TLS: `acs:SecureTransport`. */
  readonly secure: boolean;
  /** When it arrived, milliseconds since the epoch: `acs:CurrentTime`, in whole seconds. */
  readonly time: number;
  /** Whether it came through the VPC gateway. */
  readonly fromVpc: boolean;
  /** Id of the VPC that it came from, `acs:SourceVpc`; null when it came from none that is known. */
  readonly vpc: string | null;
}

/** The recipient to whom a call would export a data key: it is known once its public key has passed its checks. */
export interface AskedRecipient {
  /** SHA-256 of the public key's SubjectPublicKeyInfo in DER, lower-case hex: `keyferry:RecipientFingerprint`. */
  readonly fingerprint: string;
  /** `keyferry:RecipientSpec`. */
  readonly spec: RecipientKeySpec;
  /** `keyferry:WrappingAlgorithm`. */
  readonly algorithm: WrappingAlgorithm;
}

/** May this caller do this action on this resource? */
export interface Question {
  readonly principal: Principal;
  /** Service and operation: `kms:ExportDataKey`. */
  readonly action: string;
  /** ARN `acs:{service}:{region}:{account}:{relative id}`, or `*` for an action that touches no resource. */
  readonly resource: string;
  readonly facts: RequestFacts;
  /** To whom the call would export. Absent: it exports nothing, and no condition on a recipient has a value. */
  readonly recipient?: AskedRecipient | undefined;
  /** The policy of the resource itself, JSON text that `parseKeyPolicy` has accepted; null or absent: it has none. */
  readonly resourcePolicy?: string | null;
  /** The trust policy of the role that is to be assumed, JSON text; see `assumeRoleQuestion`. */
  readonly trustPolicy?: string;
  /** `ExternalId` of AssumeRole: `sts:ExternalId` in the trust policy. */
  readonly externalId?: string | undefined;
  /** The tags of the resource. Asked at most once, and only when a condition on them can matter. Absent: it has none. */
  readonly tags?: () => MaybePromise<readonly TagRecord[]>;
}

/**
 * The kind of policy that denied, or that failed to allow, in Alibaba Cloud's words where it has one.
 *
 * - `AccountLevelIdentityBasedPolicy`: those of the user and its groups, or of the role.
 * - `SessionPolicy`: that of the assumed role's session.
 * - `AssumeRolePolicy`: the trust policy of the role to be assumed.
 * - `ResourceBasedPolicy`: that of the key. This word is not Alibaba Cloud's.
 */
export type PolicyType =
  "AccountLevelIdentityBasedPolicy" | "SessionPolicy" | "AssumeRolePolicy" | "ResourceBasedPolicy";

/**
 * The answer. A denial says why in the words of `AccessDeniedDetail`.
 *
 * `ExplicitDeny`: a statement denies it. `ImplicitDeny`: nothing allows it. `policyType` is null when no policy could
 * have allowed it: the resource is another account's and has no policy of its own.
 */
export type Decision =
  | { readonly allowed: true }
  | {
      readonly allowed: false;
      readonly denial: "ImplicitDeny" | "ExplicitDeny";
      readonly policyType: PolicyType | null;
      /** Whether a statement about this call has a condition on the recipient: another one may be allowed. */
      readonly hangsOnRecipient?: true;
    };
