import { aliasMoveChecks } from "./conformance/alias-moves.ts";
import { aliasChecks } from "./conformance/aliases.ts";
import { authenticatedValueChecks } from "./conformance/authenticated-values.ts";
import type { ConformanceCheck, NonceStoreSubject, StoreSubject } from "./conformance/check.ts";
import { deletionChecks } from "./conformance/deletion.ts";
import { descriptionChecks } from "./conformance/descriptions.ts";
import { exactnessChecks } from "./conformance/exactness.ts";
import { filterChecks } from "./conformance/filters.ts";
import { identityChecks } from "./conformance/identities.ts";
import { instanceChecks } from "./conformance/instances.ts";
import { keyChecks } from "./conformance/keys.ts";
import { lifecycleChecks } from "./conformance/lifecycle.ts";
import { listingChecks } from "./conformance/listings.ts";
import { materialChecks } from "./conformance/material.ts";
import { nonceChecks } from "./conformance/nonces.ts";
import { scopeChecks } from "./conformance/scopes.ts";
import { seedChecks } from "./conformance/seeds.ts";
import { settingChecks } from "./conformance/settings.ts";
import { stateChecks } from "./conformance/states.ts";
import { tamperingChecks } from "./conformance/tampering.ts";
import { versionsWithPolicyChecks } from "./conformance/versions-with-policy.ts";
import { versionChecks } from "./conformance/versions.ts";

export type { ConformanceCheck, NonceStoreSubject, StoreSubject } from "./conformance/check.ts";

/**
 * What every {@link KeyStore} must do, as checks for any test runner: each opens a store of its own, and rejects when
 * the store breaks the contract.
 *
 * @example
 *   for (const { name, run } of storeConformance({ open: (options) => openMyStore(options) })) {
 *     it(name, run);
 *   }
 */
export function storeConformance(subject: StoreSubject): readonly ConformanceCheck[] {
  return [
    ...keyChecks,
    ...instanceChecks,
    ...identityChecks,
    ...listingChecks,
    ...filterChecks,
    ...stateChecks,
    ...descriptionChecks,
    ...versionChecks,
    ...versionsWithPolicyChecks,
    ...aliasChecks,
    ...aliasMoveChecks,
    ...deletionChecks,
    ...materialChecks,
    ...scopeChecks,
    ...seedChecks,
    ...settingChecks,
    ...exactnessChecks,
    ...authenticatedValueChecks,
    ...tamperingChecks,
    ...lifecycleChecks,
  ].map((check) => check(subject));
}

/** What every {@link NonceStore} must do; as {@link storeConformance}. */
export function nonceStoreConformance(subject: NonceStoreSubject): readonly ConformanceCheck[] {
  return nonceChecks.map((check) => check(subject));
}
