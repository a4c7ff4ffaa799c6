import type { AnsweredRequest } from "./answered-request.ts";

/** A fault of the service itself. */
export interface Fault {
  /** Id of the request that met it. */
  readonly requestId: string;
  readonly error: unknown;
}

/** Who looks on at requests. */
export interface Observers {
  /** Told of each request once, handled or refused, after its answer is known. What it throws goes to `onFault`. */
  readonly onAnswered: (request: AnsweredRequest) => void;
  /** Told of faults of the service itself, which callers see as an answer of 500 or 503. What it throws is ignored. */
  readonly onFault: (fault: Fault) => void;
  /**
   * Milliseconds since some moment, by a clock that nobody sets: what requests take is measured by it. Default: the
   * platform's.
   */
  readonly timer?: (() => number) | undefined;
}
