import { isAsymmetricKeySpec, isKeySpec, isMacKeySpec } from "@keyferry/algorithms";
import { serviceError } from "@keyferry/protocol";
import type { KeyRecord, KeyStore } from "@keyferry/store";
import { doEach } from "../call/do-each.ts";
import { addNewVersion, uncalledMaker, type UncalledVersions, type VersionMaker } from "./new-version.ts";

/**
 * Lets a key pass that can be rotated: a symmetric one for encryption, whose material the service has made for the account.
 *
 * @param account id of the key's owner
 * @throws ServiceError `Rejected.UnsupportedOperation`
 */
export function refuseUnrotatable(
  { spec, origin, creator }: Pick<KeyRecord, "spec" | "origin" | "creator">,
  account: string,
): void {
  const reason = unrotatable(spec, { origin, isOwn: creator === account });
  if (reason !== undefined) {
    throw serviceError("Rejected.UnsupportedOperation", { reason });
  }
}

/** Whether a key can be rotated, as {@link refuseUnrotatable} says. */
export function isRotatable(
  { spec, origin, creator }: Pick<KeyRecord, "spec" | "origin" | "creator">,
  account: string,
): boolean {
  return unrotatable(spec, { origin, isOwn: creator === account }) === undefined;
}

function unrotatable(
  spec: string,
  { origin, isOwn }: { readonly origin: string; readonly isOwn: boolean },
): string | undefined {
  if (!isKeySpec(spec) || isAsymmetricKeySpec(spec)) {
    return "asymmetric keys are not rotated by themselves";
  }
  if (isMacKeySpec(spec)) {
    return "a key for message authentication codes has one version";
  }
  if (origin === "EXTERNAL") {
    return "imported material is not rotated by itself";
  }
  return isOwn ? undefined : "the key of a cloud service is the service's to rotate";
}

/**
 * Makes the next version of a key, if that is due: of several that try at the same time, one does. Older versions stay, and
 * open what they have encrypted.
 *
 * @returns whether it was made
 * @throws CryptoError
 * @throws ServiceError `Unsupported.ProtectionLevel`
 */
export async function rotateIfDue(maker: VersionMaker, key: KeyRecord): Promise<boolean> {
  const options = { keyStates: ["Enabled"], maxVersions: Infinity, dueBy: maker.scope.time } as const;
  return (await addNewVersion(maker, key, options)).outcome === "added";
}

/**
 * Makes the next versions of all keys for which one is due. A key that waited longer than its interval gets one version.
 *
 * @param options.signal ends it before the next key
 * @returns how many were made
 * @throws AggregateError when some are left; every other was made all the same
 */
export async function rotateDueKeys(
  options: UncalledVersions & {
    readonly store: Pick<KeyStore, "everywhere">;
    readonly now: number;
    readonly signal?: AbortSignal | undefined;
  },
): Promise<number> {
  const { store, now, signal } = options;
  const { keys, refused } = await store.everywhere.keys.read.dueForRotation(now);
  let made = 0;
  const rotate = async ({ scope, key }: (typeof keys)[number]): Promise<void> => {
    if (await rotateIfDue(uncalledMaker(options, scope, now), key)) made += 1;
  };
  const left = "keys whose next version is due have none yet, and will be tried again";
  await doEach(keys, rotate, { left, refused, signal });
  return made;
}
