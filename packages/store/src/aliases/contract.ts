import type { KeyRecord, KeyState } from "../keys/records.ts";
import type { Listing, Page } from "../listing.ts";

/** An alias: a second name of a key. */
export interface AliasRecord {
  /** With its prefix: `alias/orders`. */
  readonly name: string;
  readonly keyId: string;
  readonly createdAt: number;
}

/** Reads aliases. That of a key whose `deleteAt` has come is not found, and not listed, from that moment on. */
export interface AliasReader {
  byName(name: string): Promise<AliasRecord | undefined>;
  /** The key that an alias names. */
  keyOf(name: string): Promise<KeyRecord | undefined>;
  /** All aliases; of one key only when `keyId` is given. */
  list(page: Page, keyId?: string): Promise<Listing<AliasRecord>>;
}

/** Writes aliases. Each method is one transaction: it happens whole or not at all. */
export interface AliasWriter {
  /**
   * Refuses a taken name, and a key that is gone or in a state other than `keyStates`; told after that, one more alias than
   * there may be.
   *
   * @param quota how many there may be, with this one, where the key is: in its instance, or outside instances; any number
   *   by default
   */
  create(
    alias: AliasRecord,
    keyStates: readonly KeyState[],
    quota?: number,
  ): Promise<"created" | "name taken" | "key not usable" | "over quota">;
  /**
   * Moves an alias from the key that it names to another, or to the same. It keeps its `createdAt`, and so its place in
   * lists. A compare-and-set: refuses a key `to` that is gone or in a state other than `keyStates`, and, told after that,
   * a name that no key has, and one that names another key than `from`; told last, where `to` is in another instance than
   * `from`, or only one of the two is in one, one more alias than there may be there.
   *
   * @param quota how many there may be, with this one, where `to` is: in its instance, or outside instances; any number by
   *   default
   */
  move(
    name: string,
    move: { readonly from: string; readonly to: string },
    keyStates: readonly KeyState[],
    quota?: number,
  ): Promise<"updated" | "no alias" | "another key's" | "key not usable" | "over quota">;
  /** Deletes an alias of a key. A compare-and-set: an alias of another key stays. */
  delete(name: string, keyId: string): Promise<"deleted" | "no alias" | "another key's">;
}
