import type { ScopedStore } from "../aggregates.ts";

/** The readers of one scope, by aggregate: whoever holds only these cannot change anything. */
export type ScopedReaders = {
  readonly [
    A in keyof ScopedStore as ScopedStore[A] extends { readonly read: object } ? A : never
  ]: ScopedStore[A] extends { readonly read: infer R } ? R : never;
};

/** The writers of one scope, by aggregate. */
export type ScopedWriters = {
  readonly [
    A in keyof ScopedStore as ScopedStore[A] extends { readonly write: object } ? A : never
  ]: ScopedStore[A] extends { readonly write: infer W } ? W : never;
};

/** The reading half of a scope. */
export function readersOf(scoped: ScopedStore): ScopedReaders {
  return {
    keys: scoped.keys.read,
    aliases: scoped.aliases.read,
    tags: scoped.tags.read,
    instances: scoped.instances.read,
    secrets: scoped.secrets.read,
    networkRules: scoped.networkRules.read,
    accessPolicies: scoped.accessPolicies.read,
    accessPoints: scoped.accessPoints.read,
    clientKeys: scoped.clientKeys.read,
  };
}

/** The writing half of a scope. */
export function writersOf(scoped: ScopedStore): ScopedWriters {
  return {
    keys: scoped.keys.write,
    aliases: scoped.aliases.write,
    tags: scoped.tags.write,
    instances: scoped.instances.write,
    policies: scoped.policies.write,
    secrets: scoped.secrets.write,
    networkRules: scoped.networkRules.write,
    accessPolicies: scoped.accessPolicies.write,
    accessPoints: scoped.accessPoints.write,
    clientKeys: scoped.clientKeys.write,
  };
}
