import type { OwnedKeyVersion } from "../keys/records.ts";

/** Writes the policies of keys. They are read with their key. */
export interface PolicyWriter {
  /**
   * Puts another policy in the place of a key's, in one transaction. Answers false when the key is gone; a key outside
   * instances is refused one with a {@link StoreError}.
   */
  set(keyId: string, policy: string): Promise<boolean>;
}

/** Reads the policies of keys of all scopes. */
export interface AllPoliciesReader {
  /**
   * The versions of an id in a region, over all accounts, whose keys have a policy: those that somebody of another account
   * may be allowed to use. Oldest first. One statement.
   */
  versions(region: string, versionId: string): Promise<readonly OwnedKeyVersion[]>;
}
