import type { Principal, Question, RequestFacts } from "@keyferry/access";
import type { RecipientKeySpec, WrappingAlgorithm } from "@keyferry/algorithms";
import type { GatewayKind } from "@keyferry/protocol";
import type { StoreView } from "@keyferry/store";

/** Where a call came from and what it may see. Made once, at the gateway; nothing else of the call's way is known here. */
export interface Scope extends RequestFacts {
  /** Account id, decimal digits: the caller's own. */
  readonly account: string;
  readonly region: string;
  readonly gateway: GatewayKind;
  /** The instance whose dedicated gateway the call came through; null on the shared gateways. */
  readonly instance: string | null;
}

/** A call's origin: who, from where, and what it touched so far. */
export interface CallContext {
  readonly scope: Scope;
  readonly principal: Principal;
  /** What the call sees of the store. */
  readonly view: StoreView;
  /** Filled while the call runs, for its audit record. */
  readonly trail: AuditTrail;
}

/** What a call touched: it is filled in even when the call is refused. */
export interface AuditTrail {
  /** ARNs: of what was resolved, in that order, then of what was made. */
  readonly resources: string[];
  /** Ids of the key versions that the call used or made, each once. */
  readonly keyVersions: string[];
  /**
   * The custodies of these key versions, each once: `host`, or the name of a hardware module. It
   * is where a key really is, whatever its ProtectionLevel says.
   */
  readonly custodies: string[];
  /** Whether the plaintext of a hardware module's key or data key came to the host. */
  onHost?: boolean;
  /** For whom a data key was to be exported; there once the recipient's public key has passed its checks. */
  recipient?: AuditedRecipient;
  /** What access control said no to: for whoever explains it. It is no part of the audit record. */
  denied?: Question;
  /** Id of the instance whose public access is off and was asked for. */
  publicAccessOff?: string;
}

/** A recipient as the audit trail names it. */
export interface AuditedRecipient {
  /** SHA-256 of the public key's SubjectPublicKeyInfo in DER, lower-case hex. */
  readonly fingerprint: string;
  readonly spec: RecipientKeySpec;
  readonly algorithm: WrappingAlgorithm;
}
