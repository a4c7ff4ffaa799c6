/** A request, signed and ready to travel. */
export interface TransportRequest {
  readonly method: "GET" | "POST";
  /** Path and query: `/?Action=...`. Printable ASCII without spaces and `#`, in the form that URLs are normalised to. */
  readonly target: string;
  /** Lower-case names, values of printable ASCII. The transport's own are not among them: `host`, `content-length`. */
  readonly headers: Readonly<Record<string, string>>;
  /** Text, which travels as UTF-8; empty for none. GET has none: it is not sent. */
  readonly body: string;
}

/** An answer, whatever its status. */
export interface TransportResponse {
  readonly status: number;
  /** Lower-case names. */
  readonly headers: Readonly<Record<string, string>>;
  /** Read as UTF-8. */
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
   * @param prepare makes the request; asked again for each attempt, so that every attempt has its own nonce and time.
   *   What it throws is passed on, and nothing is sent
   * @throws TransportError when there is no answer
   * @throws TypeError for a request that would not arrive to the letter
   */
  send(
    prepare: () => TransportRequest | Promise<TransportRequest>,
    options: SendOptions,
  ): Promise<TransportResponse>;
}
