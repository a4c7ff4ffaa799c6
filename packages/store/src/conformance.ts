import { clientKeyChecks } from "./conformance/access-points/client-keys.ts";
import {
  accessPointChecks,
  accessPolicyChecks,
  networkRuleChecks,
} from "./conformance/access-points/named.ts";
import { aliasMoveChecks } from "./conformance/aliases/alias-moves.ts";
import { aliasChecks } from "./conformance/aliases/aliases.ts";
import { authenticatedValueChecks } from "./conformance/whole/authenticated-values.ts";
import type { ConformanceCheck } from "@keyferry/conformance";
import type { NonceStoreSubject, StoreSubject } from "./conformance/bench/check.ts";
import { deletionChecks } from "./conformance/keys/deletion.ts";
import { deletionProtectionChecks } from "./conformance/keys/deletion-protection.ts";
import { descriptionChecks } from "./conformance/keys/descriptions.ts";
import { exactnessChecks } from "./conformance/whole/exactness.ts";
import { filterChecks } from "./conformance/keys/filters.ts";
import { identityChecks } from "./conformance/identities/identities.ts";
import { instanceChecks } from "./conformance/instances/instances.ts";
import { quotaChecks } from "./conformance/instances/quotas.ts";
import { keyChecks } from "./conformance/keys/keys.ts";
import { lifecycleChecks } from "./conformance/whole/lifecycle.ts";
import { listingChecks } from "./conformance/keys/listings.ts";
import { importedMaterialChecks } from "./conformance/keys/imported-material.ts";
import { materialRaceChecks } from "./conformance/keys/material-races.ts";
import { messageChecks } from "./conformance/keys/messages.ts";
import { manyKeyChecks } from "./conformance/keys/many-keys.ts";
import { materialChecks } from "./conformance/keys/material.ts";
import { nonceChecks } from "./conformance/nonces/nonces.ts";
import { recipientChecks } from "./conformance/recipients/recipients.ts";
import { rotationChecks } from "./conformance/keys/rotation.ts";
import { scopeChecks } from "./conformance/whole/scopes.ts";
import { secretChangeChecks } from "./conformance/secrets/secret-changes.ts";
import { secretDeadlineChecks } from "./conformance/secrets/secret-deadlines.ts";
import { secretChecks } from "./conformance/secrets/secrets.ts";
import { seedChecks } from "./conformance/whole/seeds.ts";
import { settingChecks } from "./conformance/settings/settings.ts";
import { stateChecks } from "./conformance/keys/states.ts";
import { tagListingChecks } from "./conformance/tags/tag-listings.ts";
import { tagChecks } from "./conformance/tags/tags.ts";
import { tamperingChecks } from "./conformance/whole/tampering.ts";
import { versionsWithPolicyChecks } from "./conformance/policies/versions-with-policy.ts";
import { versionChecks } from "./conformance/keys/versions.ts";
import { viewChecks } from "./conformance/view/view.ts";

export { readingThroughViews } from "./conformance/bench/through-views.ts";
export type { ConformanceCheck } from "@keyferry/conformance";
export type { NonceStoreSubject, StoreSubject } from "./conformance/bench/check.ts";

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
    ...quotaChecks,
    ...identityChecks,
    ...listingChecks,
    ...manyKeyChecks,
    ...filterChecks,
    ...stateChecks,
    ...deletionProtectionChecks,
    ...descriptionChecks,
    ...rotationChecks,
    ...versionChecks,
    ...messageChecks,
    ...versionsWithPolicyChecks,
    ...aliasChecks,
    ...aliasMoveChecks,
    ...tagChecks,
    ...tagListingChecks,
    ...deletionChecks,
    ...materialChecks,
    ...importedMaterialChecks,
    ...materialRaceChecks,
    ...secretChecks,
    ...secretChangeChecks,
    ...secretDeadlineChecks,
    ...networkRuleChecks,
    ...accessPolicyChecks,
    ...accessPointChecks,
    ...clientKeyChecks,
    ...recipientChecks,
    ...scopeChecks,
    ...seedChecks,
    ...settingChecks,
    ...exactnessChecks,
    ...(subject.othersCanWrite === false ? [] : [...authenticatedValueChecks, ...tamperingChecks]),
    ...lifecycleChecks,
    ...viewChecks,
  ].map((check) => check(subject));
}

/** What every {@link NonceStore} must do; as {@link storeConformance}. */
export function nonceStoreConformance(subject: NonceStoreSubject): readonly ConformanceCheck[] {
  return nonceChecks.map((check) => check(subject));
}
