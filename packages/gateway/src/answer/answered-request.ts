import type { GatewayKind } from "@keyferry/protocol";
import type { RequestFacts } from "../request/request-facts.ts";

/** A request once its answer is known, as the gateway tells whoever looks on. It holds no secret but a misplaced one. */
export interface AnsweredRequest {
  /** When it arrived, in milliseconds since the epoch. */
  readonly time: number;
  readonly requestId: string;
  readonly gateway: GatewayKind;
  /** IP address of the peer. */
  readonly sourceAddress: string;
  /** Whole milliseconds from arrival to answer, however clocks were moved meanwhile. */
  readonly duration: number;
  /** Of the answer. */
  readonly status: number;
  /** The error's code; undefined on success. */
  readonly code: string | undefined;
  readonly facts: RequestFacts;
}
