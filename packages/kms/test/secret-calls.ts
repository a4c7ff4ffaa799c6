import {
  createSecret,
  describeSecret,
  getSecretValue,
  listSecretVersionIds,
  putSecretValue,
  updateSecretVersionStage,
  type RequestOf,
} from "@keyferry/protocol";
import type { Service } from "./service.ts";

/** The secret that {@link callsOnSecret} are about unless they say another. */
export const SecretName = "orders/password";

/** Calls on one secret, of whichever service there is when they are made. */
export const callsOnSecret = (service: () => Service) => ({
  create: (request: Partial<RequestOf<typeof createSecret>> = {}) =>
    service().call(createSecret, { SecretName, VersionId: "v1", SecretData: "one", ...request }),
  put: (VersionId: string, SecretData: string, more: Partial<RequestOf<typeof putSecretValue>> = {}) =>
    service().call(putSecretValue, { SecretName, VersionId, SecretData, ...more }),
  get: (more: Partial<RequestOf<typeof getSecretValue>> = {}) =>
    service().call(getSecretValue, { SecretName, ...more }),
  describeIt: () => service().call(describeSecret, { SecretName, FetchTags: true }),
  stage: (request: Omit<RequestOf<typeof updateSecretVersionStage>, "SecretName">) =>
    service().call(updateSecretVersionStage, { SecretName, ...request }),
  /** Id and labels of each version. */
  versions: async () => {
    const { VersionIds } = await service().call(listSecretVersionIds, {
      SecretName,
      IncludeDeprecated: true,
      PageSize: 100,
    });
    return Object.fromEntries(VersionIds.map(({ VersionId, VersionStages }) => [VersionId, VersionStages]));
  },
});
