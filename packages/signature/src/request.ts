/**
 * A request as signatures see it. Parameters are decoded strictly: `%XX` and, in queries and forms, `+` are
 * undone, the bytes are valid UTF-8, and no name occurs twice.
 */
export interface SignableRequest {
  /** In upper case. */
  readonly method: string;
  /** Path of the target as it was sent, not decoded and without the query; `/` for this API. */
  readonly path: string;
  /** Parameters of the query, decoded. */
  readonly query: ReadonlyMap<string, string>;
  /** Parameters of query and form body together, decoded. No name has two values. */
  readonly parameters: ReadonlyMap<string, string>;
  /** Values by lower-case name, decoded as UTF-8. Several values of one name are sorted and joined by `,`. */
  readonly headers: ReadonlyMap<string, string>;
  /** The body as received; empty when there is none. */
  readonly body: Uint8Array;
}

/** The parameters that stand in the form body alone. */
export function formOf({ query, parameters }: SignableRequest): readonly (readonly [string, string])[] {
  return [...parameters].filter(([name]) => !query.has(name));
}
