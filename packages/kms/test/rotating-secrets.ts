import type { RotationQuestion } from "@keyferry/kms";
import { createSecret, listSecretVersionIds, rotateSecret, type RequestOf } from "@keyferry/protocol";
import { failing, managedRequests, valueOf } from "./managed-secrets.ts";
import { account, region, type Service } from "./service.ts";

/** The managed secret that most tests rotate. */
export const { SecretName } = managedRequests.rds;
/** A rotation policy, and its interval in milliseconds. */
export const hourly = { EnableAutomaticRotation: true, RotationInterval: 21_600 };
export const interval = hourly.RotationInterval * 1000;

/** A hook that fails at the step, after it was done. */
export const lostAt = (step: RotationQuestion["Step"]) => (question: RotationQuestion) =>
  question.Step === step ? failing("no answer came")() : undefined;

/**
 * What is done with managed secrets, and looked at.
 *
 * @param serviceOf the service of the test that runs
 */
export function secretSteps(serviceOf: () => Service) {
  return {
    create: (name: keyof typeof managedRequests, more: Partial<RequestOf<typeof createSecret>> = {}) =>
      serviceOf().call(createSecret, { ...managedRequests[name], VersionId: "v1", ...more }),
    rotate: (name: string, VersionId: string) =>
      serviceOf().call(rotateSecret, { SecretName: name, VersionId }),
    /** The value of {@link SecretName}. */
    current: () => valueOf(serviceOf(), SecretName),
    /** The stages of each version of {@link SecretName}. */
    versions: async () => {
      const request = { SecretName, IncludeDeprecated: true };
      const { VersionIds } = await serviceOf().call(listSecretVersionIds, request);
      return Object.fromEntries(VersionIds.map(({ VersionId, VersionStages }) => [VersionId, VersionStages]));
    },
    /** {@link SecretName} as the store has it. */
    stored: () => serviceOf().store.scoped({ account, region }).secrets.read.byName(SecretName),
  };
}
