/** A request, signed and ready to travel. */
export interface TransportRequest {
  readonly method: "GET" | "POST";
  /** Path and query: `/?Action=...`. */
  readonly target: string;
  /** Lower-case names. `host` is not among them: the transport sends its own. */
  readonly headers: Readonly<Record<string, string>>;
  /** Text; empty for none. */
  readonly body: string;
}

/** An answer, whatever its status. */
export interface TransportResponse {
  readonly status: number;
  /** Lower-case names. */
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string;
}

/** How one call travels. */
export interface SendOptions {
  /** Whether it may be sent again when it is not known what became of it. */
  readonly repeatable: boolean;
  readonly signal?: AbortSignal | undefined;
}

/** The client side of one gateway. */
export interface Transport {
  /** Host, with the port where it is not the scheme's own: what a signature over `host` is made of. */
  readonly host: string;
  /**
   * Sends a request and gives the answer, whatever its status.
   *
   * @param prepare makes the request; asked again for each attempt, so that every attempt has its own nonce and time
   * @throws TransportError
   */
  send(prepare: () => TransportRequest, options: SendOptions): Promise<TransportResponse>;
}
