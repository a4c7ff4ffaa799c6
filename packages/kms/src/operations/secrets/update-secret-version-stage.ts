import { serviceError, updateSecretVersionStage, type ErrorCode, type RequestOf } from "@keyferry/protocol";
import type { HeldSecret, SecretChange } from "@keyferry/store";
import { handle } from "../../call/handler.ts";
import { changeSecret, refuseManaged } from "../../secrets/change-secret.ts";
import {
  currentStage,
  holderOf,
  maxStages,
  previousStage,
  withoutStage,
  withStages,
} from "../../call/secret-stages.ts";

type Request = RequestOf<typeof updateSecretVersionStage>;

/** UpdateSecretVersionStage. */
export const updateSecretVersionStageHandler = handle(updateSecretVersionStage, {
  resolve: async ({ SecretName }, lookup) => ({ changed: await lookup.secrets.byName(SecretName) }),
  async perform(request, { changed: { secret } }, { scope, write }) {
    refuseManaged(secret, "the service moves its labels");
    const { VersionStage, MoveToVersion, RemoveFromVersion } = request;
    if (MoveToVersion === undefined) {
      if (
        RemoveFromVersion === undefined ||
        VersionStage === currentStage ||
        VersionStage === previousStage
      ) {
        throw serviceError("MissingParameter", { parameter: "MoveToVersion" });
      }
    }
    await changeSecret(write, secret, (held) => moved(held, request, scope.time));
    return { SecretName: secret.name };
  },
});

function moved(
  { secret: { stages }, versions }: HeldSecret,
  { VersionStage, MoveToVersion, RemoveFromVersion }: Request,
  now: number,
): SecretChange | ErrorCode {
  const named = [MoveToVersion, RemoveFromVersion].filter((id) => id !== undefined);
  if (!named.every((id) => versions.some((version) => version.id === id))) {
    return "Forbidden.ResourceNotFound";
  }
  if (RemoveFromVersion !== undefined && holderOf(stages, VersionStage) !== RemoveFromVersion) {
    return "Rejected.InvalidRequest";
  }
  const after =
    MoveToVersion === undefined
      ? withoutStage(stages, VersionStage)
      : withStages(stages, MoveToVersion, [VersionStage]);
  return after.length > maxStages ? "Rejected.LimitExceeded" : { set: { stages: after, updatedAt: now } };
}
