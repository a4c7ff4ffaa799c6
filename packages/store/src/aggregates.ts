import type {
  ClientKeyReader,
  ClientKeyWriter,
  Named,
  NamedReader,
  NamedWriter,
} from "./access-points/contract.ts";
import type { AccessPointRecord, AccessPolicyRecord, NetworkRuleRecord } from "./access-points/records.ts";
import type { AliasReader, AliasWriter } from "./aliases/contract.ts";
import type { IdentityReader, IdentityWriter } from "./identities/contract.ts";
import type { AllInstancesReader, InstanceReader, InstanceWriter } from "./instances/contract.ts";
import type { AllKeysReader, AllKeysWriter, KeyReader, KeyWriter } from "./keys/contract.ts";
import type { AllPoliciesReader, PolicyWriter } from "./policies/contract.ts";
import type { RecipientReader, RecipientWriter } from "./recipients/contract.ts";
import type { AllSecretsReader, AllSecretsWriter, SecretReader, SecretWriter } from "./secrets/contract.ts";
import type { TagReader, TagWriter } from "./tags/contract.ts";

/** Things of a scope that have names. */
export interface NamedStore<R extends Named> {
  readonly read: NamedReader<R>;
  readonly write: NamedWriter<R>;
}

/** One scope of the store, by aggregate: each is read and written through a small contract of its own. */
export interface ScopedStore {
  readonly keys: { readonly read: KeyReader; readonly write: KeyWriter };
  readonly aliases: { readonly read: AliasReader; readonly write: AliasWriter };
  readonly tags: { readonly read: TagReader; readonly write: TagWriter };
  readonly instances: { readonly read: InstanceReader; readonly write: InstanceWriter };
  readonly policies: { readonly write: PolicyWriter };
  readonly secrets: { readonly read: SecretReader; readonly write: SecretWriter };
  readonly networkRules: NamedStore<NetworkRuleRecord>;
  /** What applications may do, by their access points. */
  readonly accessPolicies: NamedStore<AccessPolicyRecord>;
  readonly accessPoints: NamedStore<AccessPointRecord>;
  readonly clientKeys: { readonly read: ClientKeyReader; readonly write: ClientKeyWriter };
}
/** What is asked of all scopes at once. */
export interface UnscopedStore {
  readonly keys: { readonly read: AllKeysReader; readonly write: AllKeysWriter };
  readonly instances: { readonly read: AllInstancesReader };
  readonly policies: { readonly read: AllPoliciesReader };
  readonly secrets: { readonly read: AllSecretsReader; readonly write: AllSecretsWriter };
}

/** The users of all accounts, their groups, roles and access keys. */
export interface Identities {
  readonly read: IdentityReader;
  readonly write: IdentityWriter;
}

/** The named recipients of all accounts. */
export interface Recipients {
  readonly read: RecipientReader;
  readonly write: RecipientWriter;
}
