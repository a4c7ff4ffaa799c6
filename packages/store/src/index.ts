export { createCachedStore } from "./cached-store.ts";
export type { CacheOptions } from "./cached-store.ts";
export { StoreError } from "./errors.ts";
export type { RowName, StoreErrorReason } from "./errors.ts";
export type { RowAuthenticator, RowField } from "./row-authenticator.ts";
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
  DueKeys,
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
