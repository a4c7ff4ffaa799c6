import { splitBlob } from "@keyferry/crypto";
import { serviceError } from "@keyferry/protocol";
import type { KeyReader, KeyRecord } from "@keyferry/store";
import { aliasArn, containerArn, keyArn, resourceInArn } from "./arn.ts";
import type { Scope } from "./scope.ts";
import type { KeyTarget, Target, VersionTarget } from "./targets.ts";

/**
 * Finds what a request names, within the call's scope.
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
  /** An alias that is there. */
  alias(name: string): Promise<Target>;
  /** An alias that is to be made. */
  newAlias(name: string): Target;
  /** All keys, or all aliases. */
  all(of: "key" | "alias"): Target;
}

/** Looks up within one scope. */
export function createKeyLookup(scope: Scope, read: KeyReader): KeyLookup {
  return {
    async byId(keyId) {
      const id = resourceInArn(keyId, scope) ?? keyId;
      if (id.startsWith("alias/")) throw serviceError("Unsupported.Alias");
      return target(await read.keyById(id));
    },

    byName,

    async primaryVersion(name) {
      const { key } = await byName(name);
      return version(key.primaryVersionId);
    },

    async keyVersion(name, versionId) {
      const named = await byName(name);
      const found = await read.keyByVersion(versionId);
      if (found?.key.id !== named.key.id) throw serviceError("Forbidden.KeyVersionNotFound");
      return { ...named, version: found.version };
    },

    versionOf: (blob) => version(splitBlob(blob).versionId),

    async alias(name) {
      if ((await read.aliasByName(name)) === undefined) throw serviceError("Forbidden.AliasNotFound");
      return { resource: aliasArn(scope, name) };
    },

    newAlias: (name) => ({ resource: aliasArn(scope, name) }),

    all: (of) => ({ resource: containerArn(scope, of) }),
  };

  async function byName(text: string): Promise<KeyTarget> {
    const name = resourceInArn(text, scope) ?? text;
    if (!name.startsWith("alias/")) return target(await read.keyById(name));
    const key = await read.keyByAlias(name);
    if (key === undefined) throw serviceError("Forbidden.AliasNotFound");
    return target(key);
  }

  async function version(versionId: string): Promise<VersionTarget> {
    const found = await read.keyByVersion(versionId);
    return { ...target(found?.key), version: defined(found).version };
  }

  function target(key: KeyRecord | undefined): KeyTarget {
    const found = defined(key);
    if (scope.instance !== null && found.instance !== scope.instance) throw notFound();
    return { key: found, resource: keyArn(scope, found.id) };
  }

  function defined<T>(value: T | undefined): T {
    if (value === undefined) throw notFound();
    return value;
  }

  function notFound() {
    return serviceError("Forbidden.KeyNotFound");
  }
}
