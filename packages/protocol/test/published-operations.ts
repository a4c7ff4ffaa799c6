import metadata from "./public-metadata.json" with { type: "json" };

/** A parameter as Alibaba Cloud publishes it. */
export interface PublishedParameter {
  readonly type: string;
  readonly required: boolean;
  /** Of the items of a list. */
  readonly members?: Readonly<Record<string, { readonly type: string; readonly required: boolean }>>;
}

/** An operation as Alibaba Cloud publishes it. */
export interface PublishedOperation {
  readonly methods: readonly string[];
  readonly parameters: Readonly<Record<string, PublishedParameter>>;
}

/** The published metadata of API 2016-01-20 (April 2026): facts alone, by name of the operation. */
export const publishedOperations: Readonly<Record<string, PublishedOperation>> = metadata;
