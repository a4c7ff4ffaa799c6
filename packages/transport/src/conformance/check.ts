import { type ConformanceCheck, withOpen } from "@keyferry/conformance";
import type { SendingOptions } from "../sending-options.ts";
import type { Transport, TransportRequest } from "../transport.ts";

/** A request as it arrived at the far side. */
export interface Arrival {
  readonly method: string;
  readonly target: string;
  /** Lower-case names. */
  readonly headers: ReadonlyMap<string, string>;
  readonly body: Uint8Array;
}

/** What the far side does with a request that has arrived whole. */
export type Reaction =
  | {
      readonly kind: "answer";
      readonly status: number;
      readonly headers?: Readonly<Record<string, string>>;
      readonly body?: string;
    }
  /** Breaks the connection without an answer. */
  | { readonly kind: "hang up" }
  /** Begins an answer of status 200 and breaks the connection. */
  | { readonly kind: "break off" }
  /** Never answers. */
  | { readonly kind: "stay silent" }
  /** Begins an answer of status 200 and never ends it. */
  | { readonly kind: "stall" };

/** A far side and a transport to it. */
export interface OpenSubject {
  readonly transport: Transport;
  /** Ends both. Requests that were never answered are given up. */
  readonly close: () => Promise<void>;
}

/** Opens transports to check. */
export interface TransportSubject {
  /**
   * Opens a far side that reacts to each request as it is told, and a transport to it.
   *
   * @param react never rejects
   * @param options for the transport
   */
  open(react: (arrival: Arrival) => Promise<Reaction>, options: SendingOptions): Promise<OpenSubject>;
}

/** What a check works with. */
export interface Bench {
  readonly transport: Transport;
  /** All that has arrived so far, in order. */
  readonly arrivals: readonly Arrival[];
  /** Milliseconds between the first two arrivals; NaN while there are none. */
  readonly pauseBetween: () => number;
}

/** How a far side reacts: by turns, the last turn for all further requests, or by what arrives. */
export type Script = readonly Reaction[] | ((arrival: Arrival) => Reaction | Promise<Reaction>);

/** Makes a check: it opens a far side and a transport, and closes both whatever happens. */
export function transportCheck(
  name: string,
  script: Script,
  options: SendingOptions,
  work: (bench: Bench) => Promise<void>,
): (subject: TransportSubject) => ConformanceCheck {
  return (subject) => ({
    name,
    run: async () => {
      const arrivals: Arrival[] = [];
      const times: number[] = [];
      const react = async (arrival: Arrival) => {
        times.push(performance.now());
        arrivals.push(arrival);
        if (typeof script === "function") return script(arrival);
        return script[arrivals.length - 1] ?? script.at(-1) ?? ok;
      };
      const pauseBetween = () => (times[1] ?? NaN) - (times[0] ?? NaN);
      await withOpen(subject.open(react, options), ({ transport }) =>
        work({ transport, arrivals, pauseBetween }),
      );
    },
  });
}

/** The far side's answer. */
export function answer(status: number, body = "", headers: Readonly<Record<string, string>> = {}): Reaction {
  return { kind: "answer", status, headers, body };
}

/** The far side's plainest answer. */
export const ok = answer(200, "done");

/** Attempts follow each other quickly. */
export const quickly: SendingOptions = { retry: { baseDelay: 1 } };

/** For calls that may be sent again. */
export const repeatable = { repeatable: true };

/** For calls that may be sent once. */
export const once = { repeatable: false };

/** A request, but for the parts that are given. */
export function requestWith(parts: Partial<TransportRequest> = {}): TransportRequest {
  return {
    method: "POST",
    target: "/",
    headers: { "content-type": "application/x-www-form-urlencoded" },
    body: "a=1&b=%20",
    ...parts,
  };
}

/** Prepares requests, each with a nonce of its own: `1`, `2` and so on. */
export function preparation(): () => TransportRequest {
  let nonce = 0;
  return () => requestWith({ headers: { "x-acs-signature-nonce": String(++nonce) } });
}

/** The nonces that have arrived, in order. */
export function noncesOf(arrivals: readonly Arrival[]): readonly (string | undefined)[] {
  return arrivals.map(({ headers }) => headers.get("x-acs-signature-nonce"));
}
