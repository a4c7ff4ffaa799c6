import { splitBlob } from "@keyferry/crypto";
import type {
  KeyRecord,
  KeyWithVersion,
  ScopedReaders,
  SecretVersionRecord,
  StoreScope,
} from "@keyferry/store";
import { keyArn } from "./arn.ts";
import type { SecretValueTarget, VersionTarget } from "./targets.ts";

/** The key version that new values under a key are sealed with; undefined when the key is gone. */
export async function primaryTarget(
  read: ScopedReaders,
  place: StoreScope,
  key: KeyRecord | undefined,
): Promise<VersionTarget | undefined> {
  const use = key && (await read.keys.byVersion(key.primaryVersionId));
  return use && sealingTarget(place, use);
}

/** A key version that seals or opens values of secrets of its account and region. */
export function sealingTarget({ account, region }: StoreScope, use: KeyWithVersion): VersionTarget {
  const place = { account, region };
  return {
    ...{ ...place, ...use, resource: keyArn(place, use.key.id), ofSecret: true },
    ...(isOfSecrets(use.key) && { isService: true }),
  };
}

/** The key version that opens a value of a secret; undefined when it is gone. */
export async function valueTarget(
  read: ScopedReaders,
  place: StoreScope,
  value: SecretVersionRecord,
): Promise<SecretValueTarget | undefined> {
  const { versionId, body } = splitBlob(value.dataKey);
  const use = await read.keys.byVersion(versionId);
  return use && { ...sealingTarget(place, use), body, value };
}

/** Whose the key is that seals secrets which nobody has chosen a key for, where other keys name an account. */
export const secretsCreator = "secretsmanager";

/** Whether a key is the service's own, and not one that somebody chose: a key of another cloud service is a choice too. */
export function isOfSecrets({ creator }: KeyRecord): boolean {
  return creator === secretsCreator;
}
