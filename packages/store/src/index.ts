export type {
  ClientKeyReader,
  ClientKeyWriter,
  Named,
  NamedChanges,
  NamedReader,
  NamedWriter,
} from "./access-points/contract.ts";
export type {
  AccessPointRecord,
  AccessPolicyRecord,
  ClientKeyRecord,
  NetworkRuleRecord,
} from "./access-points/records.ts";
export type { AliasReader, AliasRecord, AliasWriter } from "./aliases/contract.ts";
export { createCachedStore } from "./cache/cached-store.ts";
export type { CacheOptions } from "./cache/cached-store.ts";
export { createView } from "./view/create-view.ts";
export type { ViewOptions, ViewSource } from "./view/create-view.ts";
export { readersOf, writersOf } from "./view/readers-and-writers.ts";
export type { ScopedReaders, ScopedWriters } from "./view/readers-and-writers.ts";
export { StoreError } from "./errors.ts";
export type { RowName, StoreErrorReason } from "./errors.ts";
export type { CredentialReader, IdentityReader, IdentityWriter } from "./identities/contract.ts";
export type { AccessKeyRecord, GroupRecord, RoleRecord, UserRecord } from "./identities/records.ts";
export type {
  AllInstancesReader,
  InstanceReader,
  InstanceWriter,
  ScopedInstance,
} from "./instances/contract.ts";
export type {
  BoundVpc,
  InstanceConnection,
  InstancePlan,
  InstanceRecord,
  InstanceUsage,
} from "./instances/records.ts";
export type {
  AddVersionOptions,
  AllKeysReader,
  AllKeysWriter,
  CountedVersion,
  DueKey,
  DueKeys,
  KeyFilter,
  KeyQuota,
  KeyReader,
  KeyStateChange,
  KeysToRotate,
  KeyWriter,
  MaterialChange,
  MessageBlock,
  MessagesWanted,
  ScopedKeyId,
  ScopedKey,
} from "./keys/contract.ts";
export { isSameMaterial } from "./keys/imported.ts";
export { hasExpired, keyAt, stateAfter } from "./view/look-up.ts";
export { noMaterial } from "./keys/records.ts";
export type {
  KeyRecord,
  KeyRotation,
  KeyState,
  KeyVersionRecord,
  KeyWithVersion,
  OwnedKeyVersion,
} from "./keys/records.ts";
export { nextMessages } from "./keys/messages.ts";
export { isDueForRotation, rotationFrom } from "./keys/rotation.ts";
export type { Listing, Page } from "./listing.ts";
export type { NonceStore } from "./nonces/contract.ts";
export type { AllPoliciesReader, PolicyWriter } from "./policies/contract.ts";
export type {
  RecipientFinder,
  RecipientReader,
  RecipientRecord,
  RecipientWriter,
} from "./recipients/contract.ts";
export type { RowAuthenticator, RowField } from "./row-authenticator.ts";
export type { StoreScope } from "./scope.ts";
export type {
  AllSecretsReader,
  AllSecretsWriter,
  DueSecrets,
  HeldSecret,
  NamedSecret,
  SecretChange,
  SecretFilter,
  SecretReader,
  SecretWriter,
} from "./secrets/contract.ts";
export type {
  AutomaticRotation,
  BegunRotation,
  SecretRecord,
  SecretRotation,
  SecretStage,
  SecretVersionName,
  SecretVersionRecord,
} from "./secrets/records.ts";
export { isRotationDue } from "./secrets/rotation.ts";
export { strayPart } from "./secrets/stages.ts";
export { seedMark } from "./seed.ts";
export type { Seed, SeedKey, SeedSecret } from "./seed.ts";
export { decodeSnapshot, encodeSnapshot } from "./snapshot/encode.ts";
export type {
  ScopedRecord,
  SettingSnapshot,
  StoreSnapshot,
  TagsSnapshot,
  VersionSnapshot,
} from "./snapshot/snapshot.ts";
export type { SettingReader, Settings, SettingWriter } from "./settings/contract.ts";
export type { Identities, NamedStore, Recipients, ScopedStore, UnscopedStore } from "./aggregates.ts";
export type { KeyStore } from "./store.ts";
export type {
  TagChange,
  TaggedResource,
  TaggedType,
  TagListing,
  TagPage,
  TagReader,
  TagRecord,
  TagWriter,
  WantedTag,
} from "./tags/contract.ts";
export { withTags } from "./tags/with-tags.ts";
export type { StoreView } from "./view/store-view.ts";
