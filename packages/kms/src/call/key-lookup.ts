import { splitBlob } from "@keyferry/crypto";
import { serviceError, type Recipient } from "@keyferry/protocol";
import {
  keyAt,
  type InstanceRecord,
  type KeyRecord,
  type KeyVersionRecord,
  type ScopedReaders,
} from "@keyferry/store";
import { createAccessLookup, type AccessLookup } from "./access-lookup.ts";
import { aliasArn, containerArn, instanceArn, keyArn, resourceInArn, type Container } from "./arn.ts";
import type { ForeignResources } from "./foreign-resources.ts";
import { exportOrRefusal, type RecipientKeyReader } from "./recipient.ts";
import type { CallContext } from "./scope.ts";
import { createSecretLookup, type SecretLookup } from "./secret-lookup.ts";
import type {
  CiphertextTarget,
  ExportTarget,
  InstanceTarget,
  KeyTarget,
  RefusedExport,
  Target,
  VersionTarget,
} from "./targets.ts";

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
  /** The version that made a ciphertext blob, and what it made. */
  versionOf(blob: Uint8Array): Promise<CiphertextTarget>;
  /** An alias that is there, and the key that it names. @throws ServiceError `Forbidden.AliasNotFound` */
  alias(name: string): Promise<NamedKey>;
  /** An alias that is to be made. */
  newAlias(name: string): Target;
  /** A KMS instance. @throws ServiceError `Forbidden.DKMSInstanceNotFound` */
  instance(id: string): Promise<InstanceTarget>;
  /** The oldest KMS instance. @throws ServiceError `Forbidden.DKMSInstanceNotFound` where there is none */
  defaultInstance(): Promise<InstanceTarget>;
  /** A key version with the recipient that the request exports to from it; see {@link exportOrRefusal}. */
  exportOrRefusal<T extends VersionTarget>(use: T, request: Recipient): ExportTarget<T> | RefusedExport<T>;
  /** Secrets. */
  readonly secrets: SecretLookup;
  /** What gives applications access. */
  readonly access: AccessLookup;
  /** All things of a kind, or everything. */
  all(of: Container): Target;
}

/** An alias with the key that it names, found by one look-up: whoever takes the alias away needs permission on both. */
export interface NamedKey {
  readonly alias: Target;
  readonly named: KeyTarget;
}

/** What a look-up is done by. */
interface LookupMeans {
  readonly read: ScopedReaders;
  readonly foreign: ForeignResources | null;
  readonly recipientKey: RecipientKeyReader;
}

/**
 * Looks up for one call.
 *
 * @param by.read what there is in the call's scope
 * @param by.foreign null for an operation that takes keys of the caller's own account only
 */
export function createKeyLookup(
  context: CallContext,
  { read, foreign, recipientKey }: LookupMeans,
): KeyLookup {
  const { scope, view, trail } = context;
  const { account, region } = scope;

  return {
    async byId(keyId) {
      const id = resourceInArn(keyId, scope) ?? keyId;
      if (id.startsWith("alias/")) throw serviceError("Unsupported.Alias");
      const key = await read.keys.byId(id);
      return target(key && { account, key });
    },

    byName,

    async primaryVersion(name) {
      const { account: owner, key } = await byName(name);
      const found = await readerOf(owner).keys.byVersion(key.primaryVersionId);
      return versionTarget(found && { account: owner, ...found });
    },

    async keyVersion(name, versionId) {
      const named = await byName(name);
      const found = await readerOf(named.account).keys.byVersion(versionId);
      if (found?.key.id !== named.key.id) throw serviceError("Forbidden.KeyVersionNotFound");
      return { ...named, version: found.version };
    },

    async versionOf(blob) {
      const { versionId, body } = splitBlob(blob);
      const own = await read.keys.byVersion(versionId);
      const found = own === undefined ? await foreign?.keyByVersion(versionId, context) : { account, ...own };
      return { ...versionTarget(found), body };
    },

    alias,

    newAlias: (name) => ({ resource: aliasArn(scope, name), isNew: true }),

    instance: async (id) => instanceTarget(await read.instances.byId(id)),

    defaultInstance: async () => instanceTarget((await read.instances.list())[0]),

    exportOrRefusal: (use, request) => exportOrRefusal(use, request, { recipientKey, trail }),

    get secrets() {
      return createSecretLookup(context, readerOf, foreign);
    },

    get access() {
      return createAccessLookup(scope, read);
    },

    all: (of) => ({ resource: containerArn(scope, of) }),
  };

  function readerOf(owner: string): ScopedReaders {
    return owner === account ? read : view.scoped({ account: owner, region });
  }

  function instanceTarget(instance: InstanceRecord | undefined): InstanceTarget {
    if (instance === undefined) throw serviceError("Forbidden.DKMSInstanceNotFound");
    return { instance, resource: instanceArn(scope, instance.id) };
  }

  async function alias(name: string): Promise<NamedKey> {
    const key = await read.aliases.keyOf(name);
    if (key === undefined) throw serviceError("Forbidden.AliasNotFound");
    return { alias: { resource: aliasArn(scope, name) }, named: target({ account, key }) };
  }

  async function byName(text: string): Promise<KeyTarget> {
    const name = resourceInArn(text, scope) ?? text;
    if (!name.startsWith("alias/")) {
      const key = await read.keys.byId(name);
      return target(key === undefined ? await foreign?.keyByArn(text, context) : { account, key });
    }
    return (await alias(name)).named;
  }

  function target(found: Found | undefined): KeyTarget {
    if (found === undefined) throw notFound();
    const { account: owner, key } = found;
    if (scope.instance !== null && key.instance !== scope.instance) throw notFound();
    const resource = keyArn({ account: owner, region }, key.id);
    return { account: owner, region, key: keyAt(key, scope.time), resource };
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
