import {
  managedDataKeyVersionName,
  readSecretArn,
  secretKeyPermissions,
  serviceError,
} from "@keyferry/protocol";
import type { KeyRecord, ScopedReaders, SecretRecord } from "@keyferry/store";
import { currentStage, hasValue, holderOf } from "./secret-stages.ts";
import { primaryTarget, valueTarget } from "./secret-value-target.ts";
import { secretArn } from "./arn.ts";
import type { ForeignResources } from "./foreign-resources.ts";
import type { CallContext } from "./scope.ts";
import type { SecretTarget, SecretValueTarget, VersionTarget } from "./targets.ts";

/** The alias of the key that seals secrets which nobody has chosen a key for. No caller can make, move or delete it. */
export const defaultKeyAlias = "alias/acs/secretsmanager";

/** Which value of a secret a request wants: that of a version, that of a label, or the current one. */
export interface WantedValue {
  readonly VersionId?: string | undefined;
  readonly VersionStage?: string | undefined;
}

/** Which version of a managed data key a request wants. */
export interface WantedDataKey {
  readonly DataKeyVersionId?: string | undefined;
  /** Looked at without a version only. */
  readonly UseLatest?: boolean | undefined;
}

/**
 * Finds secrets within the call's scope, by name or ARN; a secret of another account too, for an operation that takes it,
 * by its ARN.
 */
export interface SecretLookup {
  /** @throws ServiceError `Forbidden.ResourceNotFound`; a secret of another instance is not found on a dedicated gateway */
  byName(name: string): Promise<SecretTarget>;
  /**
   * A value of a secret, and the key version that opens it.
   *
   * @throws ServiceError `Forbidden.ResourceNotFound`, `Rejected.Unavailable` when the key is gone
   */
  value(secret: SecretTarget, wanted: WantedValue): Promise<SecretValueTarget>;
  /**
   * A version of a managed data key: the one that is named, the newest, or the first one.
   *
   * @throws ServiceError `Forbidden.ResourceNotFound`
   */
  managedDataKey(name: string, wanted: WantedDataKey): Promise<SecretTarget>;
  /** The key version that new values of a secret are sealed with. @throws ServiceError `Rejected.Unavailable`: it is gone */
  sealing(secret: SecretTarget): Promise<VersionTarget>;
  /** The key version for secrets that nobody chooses a key for; undefined where none was made yet. */
  defaultKey(): Promise<VersionTarget | undefined>;
}

/** Looks up for one call. */
export function createSecretLookup(
  context: CallContext,
  readerOf: (account: string) => ScopedReaders,
  foreign: ForeignResources | null,
): SecretLookup {
  const { scope } = context;
  const { account, region } = scope;

  return {
    async byName(text) {
      const named = readSecretArn(text);
      const isOwn = named === undefined || (named.account === account && named.region === region);
      const own = isOwn ? await readerOf(account).secrets.byName(named?.name ?? text) : undefined;
      const found = own === undefined ? await foreign?.secretByArn(text, context) : { account, secret: own };
      if (found === undefined || (scope.instance !== null && found.secret.instance !== scope.instance)) {
        throw notFound();
      }
      const { account: owner, secret } = found;
      return { account: owner, region, secret, resource: secretArn({ account: owner, region }, secret.name) };
    },

    async managedDataKey(name, { DataKeyVersionId: id, UseLatest = false }) {
      const { secrets } = readerOf(account);
      const secret =
        id === undefined
          ? await edgeVersion(secrets, name, UseLatest)
          : await secrets.byName(managedDataKeyVersionName(name, id));
      if (secret === undefined) throw notFound();
      return { account, region, secret, resource: secretArn({ account, region }, secret.name) };
    },

    async value({ account: owner, secret }, wanted) {
      const read = readerOf(owner);
      const id = versionOf(secret, wanted);
      const value = id === undefined ? undefined : await read.secrets.version(secret.name, id);
      if (value === undefined) throw notFound();
      const target = await valueTarget(read, { account: owner, region }, value);
      if (target === undefined) throw serviceError("Rejected.Unavailable");
      return { ...target, action: secretKeyPermissions.open };
    },

    async sealing({ account: owner, secret }) {
      const target = await primary(owner, await readerOf(owner).keys.byId(secret.keyId));
      if (target === undefined) throw serviceError("Rejected.Unavailable");
      return target;
    },

    defaultKey: async () => primary(account, await readerOf(account).aliases.keyOf(defaultKeyAlias)),
  };

  async function primary(owner: string, key: KeyRecord | undefined): Promise<VersionTarget | undefined> {
    const target = await primaryTarget(readerOf(owner), { account: owner, region }, key);
    return target && { ...target, action: secretKeyPermissions.seal };
  }
}

/** The first or the newest version of a managed data key. */
async function edgeVersion(
  secrets: ScopedReaders["secrets"],
  name: string,
  isNewest: boolean,
): Promise<SecretRecord | undefined> {
  const filter = { name: [managedDataKeyVersionName(name, "*")] };
  const first = await secrets.list(filter, { offset: 0, limit: 1 });
  if (!isNewest || first.total < 2) return first.items[0];
  return (await secrets.list(filter, { offset: first.total - 1, limit: 1 })).items[0];
}

/** Which version is wanted; undefined: there is none. */
function versionOf(
  { type, stages }: SecretRecord,
  { VersionId, VersionStage }: WantedValue,
): string | undefined {
  if (!hasValue({ stages })) return undefined;
  const labelled = holderOf(stages, VersionStage ?? currentStage);
  // Managed secrets are renewed by the service, which names their versions.
  if (VersionId === undefined || type !== "Generic") return labelled;
  return VersionStage === undefined || labelled === VersionId ? VersionId : undefined;
}

function notFound() {
  return serviceError("Forbidden.ResourceNotFound");
}
