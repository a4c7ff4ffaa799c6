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
export function readersOf({ keys, aliases, tags, instances, secrets }: ScopedStore): ScopedReaders {
  return {
    keys: keys.read,
    aliases: aliases.read,
    tags: tags.read,
    instances: instances.read,
    secrets: secrets.read,
  };
}

/** The writing half of a scope. */
export function writersOf({ keys, aliases, tags, instances, policies, secrets }: ScopedStore): ScopedWriters {
  return {
    keys: keys.write,
    aliases: aliases.write,
    tags: tags.write,
    instances: instances.write,
    policies: policies.write,
    secrets: secrets.write,
  };
}
