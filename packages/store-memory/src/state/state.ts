import type {
  AccessKeyRecord,
  AccessPointRecord,
  AccessPolicyRecord,
  AliasRecord,
  ClientKeyRecord,
  GroupRecord,
  InstanceRecord,
  KeyRecord,
  NetworkRuleRecord,
  RecipientRecord,
  RoleRecord,
  ScopedRecord,
  SecretRecord,
  SecretVersionRecord,
  StoreScope,
  TagsSnapshot,
  UserRecord,
  VersionSnapshot,
} from "@keyferry/store";

/** Something of a scope with its number: whatever is made later has a higher one. */
export interface Held<T> extends ScopedRecord<T> {
  readonly seq: number;
}

/**
 * All that a store holds, by names of {@link nameOf}. A map keeps the order of creation, also of what is changed in its
 * place. What is in it is never changed itself, but replaced.
 */
export interface State {
  /** The number of what is made next. */
  next: number;
  readonly instances: Map<string, Held<InstanceRecord>>;
  readonly keys: Map<string, Held<KeyRecord>>;
  readonly versions: Map<string, VersionSnapshot>;
  readonly aliases: Map<string, ScopedRecord<AliasRecord>>;
  readonly secrets: Map<string, Held<SecretRecord>>;
  /** Those of a secret together, by its name, oldest first. */
  readonly secretVersions: Map<string, readonly ScopedRecord<SecretVersionRecord>[]>;
  /** Those of a resource together, by its type and its name. */
  readonly tags: Map<string, TagsSnapshot>;
  readonly networkRules: Map<string, Held<NetworkRuleRecord>>;
  readonly accessPolicies: Map<string, Held<AccessPolicyRecord>>;
  readonly accessPoints: Map<string, Held<AccessPointRecord>>;
  readonly clientKeys: Map<string, Held<ClientKeyRecord>>;
  readonly groups: Map<string, GroupRecord>;
  readonly users: Map<string, UserRecord>;
  readonly accessKeys: Map<string, AccessKeyRecord>;
  readonly roles: Map<string, RoleRecord>;
  readonly recipients: Map<string, RecipientRecord>;
  /** The same by account and fingerprint. */
  readonly recipientsByKey: Map<string, RecipientRecord>;
  readonly settings: Map<string, Uint8Array>;
}

/** Holds nothing. */
export function emptyState(): State {
  return {
    next: 1,
    instances: new Map(),
    keys: new Map(),
    versions: new Map(),
    aliases: new Map(),
    secrets: new Map(),
    secretVersions: new Map(),
    tags: new Map(),
    networkRules: new Map(),
    accessPolicies: new Map(),
    accessPoints: new Map(),
    clientKeys: new Map(),
    groups: new Map(),
    users: new Map(),
    accessKeys: new Map(),
    roles: new Map(),
    recipients: new Map(),
    recipientsByKey: new Map(),
    settings: new Map(),
  };
}

/** The same, to be changed apart from it. */
export function copyOf(state: State): State {
  return {
    next: state.next,
    instances: new Map(state.instances),
    keys: new Map(state.keys),
    versions: new Map(state.versions),
    aliases: new Map(state.aliases),
    secrets: new Map(state.secrets),
    secretVersions: new Map(state.secretVersions),
    tags: new Map(state.tags),
    networkRules: new Map(state.networkRules),
    accessPolicies: new Map(state.accessPolicies),
    accessPoints: new Map(state.accessPoints),
    clientKeys: new Map(state.clientKeys),
    groups: new Map(state.groups),
    users: new Map(state.users),
    accessKeys: new Map(state.accessKeys),
    roles: new Map(state.roles),
    recipients: new Map(state.recipients),
    recipientsByKey: new Map(state.recipientsByKey),
    settings: new Map(state.settings),
  };
}

/** One name for several texts, another one for any others. */
export function nameOf(...texts: readonly string[]): string {
  return JSON.stringify(texts);
}

/** The name of something of a scope. */
export function nameIn({ account, region }: StoreScope, id: string): string {
  return nameOf(account, region, id);
}

/** Whether something is of a scope. */
export function isIn({ account, region }: StoreScope): (held: { readonly scope: StoreScope }) => boolean {
  return ({ scope }) => scope.account === account && scope.region === region;
}
