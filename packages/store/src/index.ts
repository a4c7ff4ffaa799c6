export { createCachedStore } from "./cached-store.ts";
export type { CacheOptions } from "./cached-store.ts";
export { StoreError } from "./errors.ts";
export type { StoreErrorReason } from "./errors.ts";
export type {
  AccessKeyRecord,
  AliasRecord,
  InstanceRecord,
  KeyRecord,
  KeyState,
  KeyVersionRecord,
  KeyWithVersion,
  StoreScope,
  TagRecord,
  UserRecord,
} from "./records.ts";
export type {
  AddVersionOptions,
  CredentialStore,
  KeyFilter,
  KeyReader,
  KeyStateChange,
  KeyStore,
  KeyWriter,
  Listing,
  NonceStore,
  Page,
  ScopedStore,
  Seed,
  SeedKey,
  SettingStore,
} from "./store.ts";
