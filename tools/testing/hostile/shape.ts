import type { HttpRequest } from "./http-request.ts";
import type { HostileWorld } from "./world.ts";

/** A kind of request that is made to cost the server more than it costs its sender. About 256 kB, if not said otherwise. */
export interface HostileShape {
  /** What is hostile in it. */
  readonly name: string;
  /** The code that it is answered with, or `OK`. */
  readonly outcome: string;
  /** The code where refusals are not explained, if that is another. */
  readonly unexplained?: string;
  /** How many times as much as a plain request it may cost, byte for byte: 10 if not said otherwise. */
  readonly mostTimes?: number;
  /** A new one: with a nonce of its own, where it has one. */
  readonly make: (world: HostileWorld) => HttpRequest;
}
