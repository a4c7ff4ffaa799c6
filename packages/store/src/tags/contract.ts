/** A tag of a resource. */
export interface TagRecord {
  readonly key: string;
  readonly value: string;
}

/** What can have tags, in Alibaba Cloud's words. */
export type TaggedType = "key" | "secret" | "instance";

/** A resource with all its tags. */
export interface TaggedResource {
  readonly id: string;
  /** In the order in which they were given. */
  readonly tags: readonly TagRecord[];
}

/** A tag that a resource must have; without a value, any value will do. */
export interface WantedTag {
  readonly key: string;
  readonly value?: string | undefined;
}

/** A part of the resources of a type. */
export interface TagPage {
  /** The place of the page before, where it ended; 0 for the first one. */
  readonly after: number;
  /** How many tags it holds at most. At least as many as a resource may have. */
  readonly maxTags: number;
}

/** Resources that have tags, oldest first. */
export interface TagListing {
  readonly items: readonly TaggedResource[];
  /** Where the next page begins; null after the last one. */
  readonly next: number | null;
}

/** Reads the tags of resources: of keys and instances by their ids, of secrets by their names. */
export interface TagReader {
  /** In the order in which they were given. A resource that is gone, or was never there, has none. */
  of(type: TaggedType, id: string): Promise<readonly TagRecord[]>;
  /**
   * The resources of a type that have every wanted tag, with all their tags. A place stays one place in the order of creation,
   * whatever is made or deleted meanwhile. A page may hold less than it could, and even nothing, before the last one: so
   * it costs the same, however few resources have tags.
   */
  list(type: TaggedType, wanted: readonly WantedTag[], page: TagPage): Promise<TagListing>;
}

/** When the tags of resources may be changed. */
export interface TagChange {
  readonly type: TaggedType;
  readonly ids: readonly string[];
  /** The states in which they may be, where such resources have states. A secret must not wait for its deletion. */
  readonly states: readonly string[];
}

/** Changes the tags of resources: of all of them, or, when one is gone or cannot be changed, of none. */
export interface TagWriter {
  /**
   * Gives each resource these tags. A tag that a resource has already keeps its place, and gets the value.
   *
   * @param maxTags how many a resource may have, with these
   */
  put(
    change: TagChange,
    tags: readonly TagRecord[],
    maxTags: number,
  ): Promise<"changed" | "not usable" | "too many tags">;
  /** Takes the tags with these keys away, or all. A resource that has none of them is not changed. */
  remove(change: TagChange, tagKeys: readonly string[] | "all"): Promise<"changed" | "not usable">;
}
