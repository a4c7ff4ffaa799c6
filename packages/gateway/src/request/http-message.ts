/** A request, taken off any HTTP server or none. */
export interface GatewayRequest {
  readonly method: string;
  /** Request target as received, undecoded: `/?Action=...`. */
  readonly target: string;
  /** Lower-case names; several values of one name joined by `,`. A header that the service acts on has come once. */
  readonly headers: ReadonlyMap<string, string>;
  readonly body: Uint8Array;
  /** IP address of the peer. */
  readonly sourceAddress: string;
  /** Whether the request came over TLS. */
  readonly secure: boolean;
}

/** An answer, for any HTTP server or none. */
export interface GatewayResponse {
  readonly status: number;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string;
  /** How the characters of the body become bytes: as UTF-8, or one byte each where this says so. */
  readonly encoding?: "latin1";
  /** Whether whoever holds the connection closes it, in place of this answer. Default false. */
  readonly dropped?: boolean;
}

/** The most that a request may measure: its target and headers, and likewise its body. Bytes. */
export const maxRequestBytes = 262_144;

/** How many headers a request may have, repeated ones counted each time. Whoever takes a request off a connection counts. */
export const maxHeaders = 128;

/** How many parameters a request may have, in query and form together. */
export const maxParameters = 1000;
