import type { Principal, RequestFacts } from "@keyferry/access";
import type { GatewayKind } from "@keyferry/protocol";

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
  /** Filled while the call runs, for its audit record. */
  readonly trail: AuditTrail;
}

/** What a call touched: it is filled in even when the call is refused. */
export interface AuditTrail {
  /** ARNs, in the order they were resolved. */
  readonly resources: string[];
  /**
   * The custodies of the key versions that the call used or made, each once: `host`, or the name of a hardware module. It
   * is where a key really is, whatever its ProtectionLevel says.
   */
  readonly custodies: string[];
  /** Whether the plaintext of a hardware module's key or data key came to the host. */
  onHost?: boolean;
}
