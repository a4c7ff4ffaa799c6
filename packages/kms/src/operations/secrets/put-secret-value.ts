import { equalBytes, secretUtf8, wiping } from "@keyferry/bytes";
import { putSecretValue, serviceError, type ErrorCode, type RequestOf } from "@keyferry/protocol";
import type {
  HeldSecret,
  SecretChange,
  SecretRecord,
  SecretStage,
  SecretVersionRecord,
} from "@keyferry/store";
import { noteVersion } from "../../call/audit-trail.ts";
import { handle, type WritingCall } from "../../call/handler.ts";
import { changeSecret, refuseManaged } from "../../secrets/change-secret.ts";
import { checkData } from "../../secrets/secret-data.ts";
import { openValue, sealedVersion } from "../../secrets/sealed-value.ts";
import {
  currentStage,
  holderOf,
  maxStages,
  stagesOf,
  superfluous,
  withStages,
} from "../../call/secret-stages.ts";
import { valueTarget } from "../../call/secret-value-target.ts";

type Request = RequestOf<typeof putSecretValue>;

/** PutSecretValue. */
export const putSecretValueHandler = handle(putSecretValue, {
  async resolve({ SecretName }, lookup) {
    const changed = await lookup.secrets.byName(SecretName);
    return { changed, use: await lookup.secrets.sealing(changed) };
  },

  async perform(request, { changed, use }, call) {
    refuseManaged(changed.secret, "the service renews its value");
    const { VersionId: id, SecretData: data, SecretDataType: dataType = "text" } = request;
    const { name } = changed.secret;
    checkData(data, dataType);
    const named = { secretName: name, id, dataType };
    const version = await sealedVersion(call, use, named, { data, now: call.scope.time });
    const put: { isThere: boolean; stages: readonly SecretStage[] } = { isThere: false, stages: [] };
    await changeSecret(call.write, changed.secret, (held) => {
      put.isThere = held.versions.some((other) => other.id === id);
      const change = put.isThere ? { set: {} } : withVersion(held, version, request);
      if (typeof change !== "string") put.stages = change.set.stages ?? [];
      return change;
    });
    const stages = put.isThere ? await putAgain(request, changed.secret, call) : put.stages;
    return { SecretName: name, VersionId: id, VersionStages: stagesOf(stages, id) };
  },
});

/** A new version gets its labels, and the oldest one without a label makes room for it. */
function withVersion(
  { secret, versions }: HeldSecret,
  version: SecretVersionRecord,
  { VersionStages = [currentStage] }: Request,
): SecretChange | ErrorCode {
  const stages = withStages(secret.stages, version.id, VersionStages);
  if (stages.length > maxStages) return "Rejected.LimitExceeded";
  const drop = superfluous([...versions, version], stages);
  return { set: { stages, updatedAt: version.createdAt }, add: [version], drop };
}

/**
 * The same version with the same value is one. It gets labels that no version has: so a secret that was made before its
 * labels has them. No label moves, so that a request which is sent again undoes nothing.
 */
async function putAgain(
  { VersionId: id, SecretData, SecretDataType = "text", VersionStages = [] }: Request,
  secret: SecretRecord,
  call: WritingCall,
): Promise<readonly SecretStage[]> {
  const { read, scope, write } = call;
  const { name } = secret;
  const value = await read.secrets.version(name, id);
  const opened = value && (await valueTarget(read, scope, value));
  if (opened === undefined || opened.value.dataType !== SecretDataType) {
    throw serviceError("Rejected.ResourceExist");
  }
  noteVersion(call.trail, opened.version);
  if (!isSameText(await openValue(call, opened), SecretData)) throw serviceError("Rejected.ResourceExist");
  let after: readonly SecretStage[] = [];
  await changeSecret(write, secret, ({ secret: { stages }, versions }) => {
    if (!versions.some((version) => version.id === id)) return "Forbidden.ResourceNotFound";
    after = withStages(
      stages,
      id,
      VersionStages.filter((label) => holderOf(stages, label) === undefined),
    );
    return after.length > maxStages ? "Rejected.LimitExceeded" : { set: { stages: after } };
  });
  return after;
}

function isSameText(one: string, other: string): boolean {
  return wiping(secretUtf8(one), (a) => wiping(secretUtf8(other), (b) => equalBytes(a, b)));
}
