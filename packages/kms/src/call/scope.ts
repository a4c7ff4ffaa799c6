import type { Principal, RequestFacts } from "@keyferry/access";
import type { GatewayKind } from "@keyferry/protocol";
import type { StoreView } from "@keyferry/store";
import type { AuditTrail } from "./audit-trail.ts";

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
  /** Whether nobody is given the answer. Default false. */
  readonly dryRun?: boolean;
}
