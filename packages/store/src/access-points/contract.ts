import type { Listing, Page } from "../listing.ts";
import type { ClientKeyRecord } from "./records.ts";

/** What a scope has several of, each known by its name. */
export interface Named {
  readonly name: string;
  readonly createdAt: number;
}

/** What of such a thing may change. */
export type NamedChanges<R extends Named> = Partial<Omit<R, keyof Named>>;

/** Reads things that have names. */
export interface NamedReader<R extends Named> {
  byName(name: string): Promise<R | undefined>;
  /** Oldest first. */
  list(page: Page): Promise<Listing<R>>;
}

/** Writes things that have names. Each method is one transaction: it happens whole or not at all. */
export interface NamedWriter<R extends Named> {
  /**
   * Makes one more.
   *
   * @param max how many the scope may have
   */
  create(record: R, max: number): Promise<"created" | "name taken" | "too many">;
  /** Puts other values in the place of some. Answers false when it is not there. */
  change(name: string, changes: NamedChanges<R>): Promise<boolean>;
  /** Deletes one, and what belongs to it alone; what only names it stays. Answers false when it is not there. */
  delete(name: string): Promise<boolean>;
}

/** Reads client keys. */
export interface ClientKeyReader {
  byId(id: string): Promise<ClientKeyRecord | undefined>;
  /** Those of an access point, or of all; oldest first. */
  list(accessPoint?: string): Promise<readonly ClientKeyRecord[]>;
  /** How many the scope has. */
  count(): Promise<number>;
}

/** Writes client keys. They go with their access point. */
export interface ClientKeyWriter {
  /**
   * Makes one more.
   *
   * @param max how many the scope may have
   */
  create(key: ClientKeyRecord, max: number): Promise<"created" | "no access point" | "too many">;
  /** Answers false when it is not there. */
  delete(id: string): Promise<boolean>;
}
