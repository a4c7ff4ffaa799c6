export { createCachedStore } from "./cached-store.ts";
export type { CacheOptions } from "./cached-store.ts";
export { StoreError } from "./errors.ts";
export type { StoreErrorReason } from "./errors.ts";
export type {
  AccessKeyRecord,
  AliasRecord,
  BoundVpc,
  GroupRecord,
  InstanceConnection,
  InstanceRecord,
  KeyRecord,
  KeyState,
  KeyVersionRecord,
  KeyWithVersion,
  OwnedKeyVersion,
  RoleRecord,
  StoreScope,
  TagRecord,
  UserRecord,
} from "./records.ts";
export type {
  AddVersionOptions,
  CredentialStore,
  DueKey,
  IdentityStore,
  KeyFilter,
  KeyReader,
  KeyStateChange,
  KeyStore,
  KeyWriter,
  Listing,
  NonceStore,
  Page,
  ScopedInstance,
  ScopedStore,
  Seed,
  SeedKey,
  SettingStore,
} from "./store.ts";
