import type { AliasRecord } from "./aliases/contract.ts";
import type { AccessKeyRecord, GroupRecord, RoleRecord, UserRecord } from "./identities/records.ts";
import type { ScopedInstance } from "./instances/contract.ts";
import type { KeyRecord, KeyVersionRecord } from "./keys/records.ts";
import type { RecipientRecord } from "./recipients/contract.ts";
import type { SecretRecord, SecretVersionRecord } from "./secrets/records.ts";
import type { StoreScope } from "./scope.ts";
import type { TagRecord } from "./tags/contract.ts";

/** The setting that remembers a seed: users may be deleted since, and must not come back with the next one. */
export const seedMark = "seed applied";

/** A key with all that belongs to it, as a seed makes it. */
export interface SeedKey {
  readonly scope: StoreScope;
  readonly key: KeyRecord;
  readonly version: KeyVersionRecord;
  readonly tags: readonly TagRecord[];
  readonly aliases: readonly AliasRecord[];
}

/** A secret with its values and tags, as a seed makes it. */
export interface SeedSecret {
  readonly scope: StoreScope;
  readonly secret: SecretRecord;
  readonly versions: readonly SecretVersionRecord[];
  readonly tags: readonly TagRecord[];
}

/** What a new store may begin with. */
export interface Seed {
  /** Its keys' instances may be among these. */
  readonly instances: readonly ScopedInstance[];
  readonly keys: readonly SeedKey[];
  /** Sealed under its keys. */
  readonly secrets: readonly SeedSecret[];
  /** The groups of its users. */
  readonly groups: readonly GroupRecord[];
  readonly users: readonly UserRecord[];
  readonly accessKeys: readonly AccessKeyRecord[];
  readonly roles: readonly RoleRecord[];
  readonly recipients: readonly RecipientRecord[];
}
