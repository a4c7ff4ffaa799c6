import { splitBlob } from "@keyferry/crypto";
import { serviceError } from "@keyferry/protocol";
import type { ScopedReaders, KeyRecord, KeyVersionRecord } from "@keyferry/store";
import { aliasArn, containerArn, instanceArn, keyArn, resourceInArn, type Container } from "./arn.ts";
import type { ForeignKeys } from "./foreign-keys.ts";
import type { Scope } from "./scope.ts";
import type { InstanceTarget, KeyTarget, Target, VersionTarget } from "./targets.ts";

/**
 * Finds what a request names, within the call's scope; a key of another account too, for an operation that takes it, by
 * the key's ARN or by what it has encrypted.
 *
 * @throws ServiceError `Forbidden.KeyNotFound`, `Forbidden.AliasNotFound`; a key of another instance is not found on a
 *   dedicated gateway
 */
export interface KeyLookup {
  /** A key by id or ARN only. @throws ServiceError `Unsupported.Alias` */
  byId(keyId: string): Promise<KeyTarget>;
  /** A key by id, alias or ARN. */
  byName(name: string): Promise<KeyTarget>;
  /** The primary version of a key, by id, alias or ARN. */
  primaryVersion(name: string): Promise<VersionTarget>;
  /** A named version of a key by id, alias or ARN. @throws ServiceError `Forbidden.KeyVersionNotFound` */
  keyVersion(name: string, versionId: string): Promise<VersionTarget>;
  /** The version that made a ciphertext blob. */
  versionOf(blob: Uint8Array): Promise<VersionTarget>;
  /** An alias that is there, and the key that it names. @throws ServiceError `Forbidden.AliasNotFound` */
  alias(name: string): Promise<NamedKey>;
  /** An alias that is to be made. */
  newAlias(name: string): Target;
  /** A KMS instance. @throws ServiceError `Forbidden.DKMSInstanceNotFound` */
  instance(id: string): Promise<InstanceTarget>;
  /** All keys, all aliases, or all KMS instances. */
  all(of: Container): Target;
}

/** An alias with the key that it names, found by one look-up: whoever takes the alias away needs permission on both. */
export interface NamedKey {
  readonly alias: Target;
  readonly named: KeyTarget;
}

/** What a look-up stands on. */
export interface KeyLookupOptions {
  /** Reads the keys of an account in the scope's region. */
  readonly readerOf: (account: string) => ScopedReaders;
  /** Null for an operation that takes keys of the caller's own account only. */
  readonly foreign: ForeignKeys | null;
}

/** Looks up within one scope. */
export function createKeyLookup(scope: Scope, { readerOf, foreign }: KeyLookupOptions): KeyLookup {
  const { account: own, region } = scope;
  const read = readerOf(own);

  return {
    async byId(keyId) {
      const id = resourceInArn(keyId, scope) ?? keyId;
      if (id.startsWith("alias/")) throw serviceError("Unsupported.Alias");
      const key = await read.keys.byId(id);
      return target(key && { account: own, key });
    },

    byName,

    async primaryVersion(name) {
      const { account, key } = await byName(name);
      const found = await readerOf(account).keys.byVersion(key.primaryVersionId);
      return versionTarget(found && { account, ...found });
    },

    async keyVersion(name, versionId) {
      const named = await byName(name);
      const found = await readerOf(named.account).keys.byVersion(versionId);
      if (found?.key.id !== named.key.id) throw serviceError("Forbidden.KeyVersionNotFound");
      return { ...named, version: found.version };
    },

    async versionOf(blob) {
      const { versionId } = splitBlob(blob);
      const found = await read.keys.byVersion(versionId);
      return versionTarget(
        found === undefined ? await foreign?.byVersion(versionId) : { account: own, ...found },
      );
    },

    alias,

    newAlias: (name) => ({ resource: aliasArn(scope, name), isNew: true }),

    async instance(id) {
      const instance = await read.instances.byId(id);
      if (instance === undefined) throw serviceError("Forbidden.DKMSInstanceNotFound");
      return { instance, resource: instanceArn(scope, id) };
    },

    all: (of) => ({ resource: containerArn(scope, of) }),
  };

  async function alias(name: string): Promise<NamedKey> {
    const key = await read.aliases.keyOf(name);
    if (key === undefined) throw serviceError("Forbidden.AliasNotFound");
    return { alias: { resource: aliasArn(scope, name) }, named: target({ account: own, key }) };
  }

  async function byName(text: string): Promise<KeyTarget> {
    const name = resourceInArn(text, scope) ?? text;
    if (!name.startsWith("alias/")) {
      const key = await read.keys.byId(name);
      return target(key === undefined ? await foreign?.byArn(text) : { account: own, key });
    }
    return (await alias(name)).named;
  }

  function target(found: Found | undefined): KeyTarget {
    if (found === undefined) throw notFound();
    const { account, key } = found;
    if (scope.instance !== null && key.instance !== scope.instance) throw notFound();
    return { account, region, key, resource: keyArn({ account, region }, key.id) };
  }

  function versionTarget(found: (Found & { readonly version: KeyVersionRecord }) | undefined): VersionTarget {
    if (found === undefined) throw notFound();
    return { ...target(found), version: found.version };
  }
}

/** A key, and whose it is. */
interface Found {
  readonly account: string;
  readonly key: KeyRecord;
}

function notFound() {
  return serviceError("Forbidden.KeyNotFound");
}
