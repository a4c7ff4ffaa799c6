import type { GatewayKind, ServiceError } from "@keyferry/protocol";
import type { GatewayRequest } from "../request/http-message.ts";
import type { RequestFacts } from "../request/request-facts.ts";

/** A request that was refused, as the gateway hands it to whoever explains it. */
export interface Refusal {
  /** When it arrived, by the service's clock: milliseconds since the epoch. */
  readonly time: number;
  /** The same by the clock that requests are signed by; see `signingClock`. */
  readonly signingTime: number;
  readonly requestId: string;
  readonly gateway: GatewayKind;
  readonly error: ServiceError;
  /** Undefined where it never arrived whole. It may hold secrets, and is not kept for longer than it takes to explain it. */
  readonly request: GatewayRequest | undefined;
  /** What had become known of it. */
  readonly facts: RequestFacts;
}
