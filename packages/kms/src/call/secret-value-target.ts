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

/** A key version that seals or opens values of secrets of its account and region. */
export function sealingTarget({ account, region }: StoreScope, use: KeyWithVersion): VersionTarget {
  const place = { account, region };
  return {
    ...{ ...place, ...use, resource: keyArn(place, use.key.id), ofSecret: true },
    ...(isService(use.key, account) && { isService: true }),
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

/** Whether a key is the service's own: its creator is no account. */
export function isService({ creator }: KeyRecord, account: string): boolean {
  return creator !== account;
}
