import {
  createSecret,
  secretKeyPermissions,
  serviceError,
  type RequestOf,
  type ServiceError,
} from "@keyferry/protocol";
import type { InstanceRecord, SecretRecord, SecretVersionRecord } from "@keyferry/store";
import { secretArn } from "../../call/arn.ts";
import { noteResource } from "../../call/audit-trail.ts";
import { connected } from "../../call/connected-instance.ts";
import { handle, type Call } from "../../call/handler.ts";
import type { KeyLookup } from "../../call/key-lookup.ts";
import type { Target, VersionTarget } from "../../call/targets.ts";
import { overQuota, secretQuota } from "../../instances/quotas.ts";
import { checkedPolicy } from "../../keys/key-policy.ts";
import { makeDefaultKey } from "../../secrets/default-key.ts";
import { secretPlan } from "../../secrets/new-secret.ts";
import { firstUseOf } from "../../secrets/rotation/first-use.ts";
import { extendedConfigAnswer, rotationAnswer } from "../../secrets/secret-answer.ts";
import { defaultSecretPolicyText } from "../../secrets/secret-policy.ts";
import { sealedVersion } from "../../secrets/sealed-value.ts";

type Request = RequestOf<typeof createSecret>;

/** CreateSecret. */
export const createSecretHandler = handle(createSecret, {
  async resolve(request, lookup): Promise<{ readonly secrets: Target; readonly use?: VersionTarget }> {
    const use = await keyOf(request, lookup);
    return { secrets: lookup.all("secret"), ...(use && { use }) };
  },

  async perform(request, { use }, call) {
    const { scope, write, trail, quotas } = call;
    const plan = secretPlan(request, call);
    const { name, type, extendedConfig, rotation } = plan;
    const home = await instanceOf(request, call);
    const instance = home?.id ?? null;
    if (use !== undefined) checkInstance(use, instance);
    const policy = policyOf(request, instance, scope.account);
    const firstUse = firstUseOf(plan, call);
    const sealing = use ?? (await makeDefaultKey(call));
    const versions: SecretVersionRecord[] = [];
    for (const { id, data } of plan.versions) {
      const named = { secretName: name, id, dataType: plan.dataType };
      versions.push(await sealedVersion(call, sealing, named, { data, now: scope.time }));
    }
    const secret: SecretRecord = {
      ...{ name, instance, type, extendedConfig, policy },
      description: request.Description ?? "",
      keyId: sealing.key.id,
      creator: scope.account,
      createdAt: scope.time,
      updatedAt: scope.time,
      deleteAt: null,
      // What nothing uses yet is kept, and nobody reads it.
      stages: plan.versions
        .filter(({ id }) => id !== firstUse?.begun.versionId)
        .map(({ id, stage }) => ({ name: stage, versionId: id })),
      rotation: rotation && { ...rotation, begun: firstUse?.begun ?? null },
    };
    const tags = (request.Tags ?? []).map(({ TagKey, TagValue }) => ({ key: TagKey, value: TagValue }));
    const quota = secretQuota(quotas, home);
    const outcome = await write.secrets.create(secret, versions, tags, quota);
    if (outcome === "no instance") throw serviceError("Forbidden.DKMSInstanceNotFound");
    if (outcome === "over quota") throw overQuota(instance, { secrets: quota });
    if (outcome === "name taken") throw await nameTaken(name, call);
    const Arn = secretArn(scope, name);
    noteResource(trail, Arn);
    await firstUse?.carryOut(secret);
    return {
      ...{ Arn, SecretName: name, SecretType: type, VersionId: request.VersionId },
      ...(instance !== null && { DKMSInstanceId: instance }),
      ...extendedConfigAnswer(secret),
      ...rotationAnswer(secret),
    };
  },
});

async function nameTaken(name: string, { read }: Call): Promise<ServiceError> {
  const deleteAt = (await read.secrets.byName(name))?.deleteAt ?? null;
  return serviceError(deleteAt === null ? "Rejected.ResourceExist" : "Rejected.ResourceInDeleteWindow");
}

/** The key that the secret is to have: the one that is named, or the default one, if there is one yet. */
async function keyOf(
  { EncryptionKeyId, DKMSInstanceId }: Request,
  lookup: KeyLookup,
): Promise<VersionTarget | undefined> {
  if (EncryptionKeyId !== undefined) {
    const named = await lookup.primaryVersion(EncryptionKeyId);
    return { ...named, action: secretKeyPermissions.seal, ofSecret: true };
  }
  if (DKMSInstanceId !== undefined) throw serviceError("MissingParameter", { parameter: "EncryptionKeyId" });
  return lookup.secrets.defaultKey();
}

async function instanceOf({ DKMSInstanceId }: Request, { read }: Call): Promise<InstanceRecord | null> {
  if (DKMSInstanceId === undefined) return null;
  const instance = await read.instances.byId(DKMSInstanceId);
  if (instance === undefined) throw serviceError("Forbidden.DKMSInstanceNotFound");
  return connected(instance);
}

function checkInstance({ key }: VersionTarget, instance: string | null): void {
  if (key.instance === instance) return;
  const reason =
    key.instance === null
      ? "names a key outside instances: a secret of an instance has a key of that instance"
      : `names a key of the instance ${key.instance}: give DKMSInstanceId, the same one`;
  throw serviceError("InvalidParameter", { parameter: "EncryptionKeyId", reason });
}

/** The policy that the new secret is given: only a secret of an instance has one. */
function policyOf({ Policy }: Request, instance: string | null, account: string): string | null {
  if (instance !== null) {
    return Policy === undefined ? defaultSecretPolicyText(account) : checkedPolicy(Policy, account);
  }
  if (Policy === undefined) return null;
  throw serviceError("Forbidden.KeyPolicyUnSupported", {
    reason: "only secrets of KMS instances have a policy",
  });
}
