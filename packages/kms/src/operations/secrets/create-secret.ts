import { createSecret, secretKeyPermissions, serviceError, type RequestOf } from "@keyferry/protocol";
import type { SecretRecord } from "@keyferry/store";
import { secretArn } from "../../call/arn.ts";
import { noteResource } from "../../call/audit-trail.ts";
import { connected } from "../../call/connected-instance.ts";
import { handle, type Call } from "../../call/handler.ts";
import type { KeyLookup } from "../../call/key-lookup.ts";
import type { Target, VersionTarget } from "../../call/targets.ts";
import { checkedPolicy } from "../../keys/key-policy.ts";
import { makeDefaultKey } from "../../secrets/default-key.ts";
import { checkData } from "../../secrets/secret-data.ts";
import { defaultSecretPolicyText } from "../../secrets/secret-policy.ts";
import { sealedVersion } from "../../secrets/sealed-value.ts";
import { currentStage } from "../../call/secret-stages.ts";

type Request = RequestOf<typeof createSecret>;

/** CreateSecret. */
export const createSecretHandler = handle(createSecret, {
  async resolve(request, lookup): Promise<{ readonly secrets: Target; readonly use?: VersionTarget }> {
    const use = await keyOf(request, lookup);
    return { secrets: lookup.all("secret"), ...(use && { use }) };
  },

  async perform(request, { use }, call) {
    refuseUnsupported(request);
    const { scope, write, read, trail } = call;
    const { SecretName: name, VersionId: id, SecretData: data, SecretDataType: dataType = "text" } = request;
    checkData(data, dataType);
    const instance = await instanceOf(request, call);
    if (use !== undefined) checkInstance(use, instance);
    const policy = policyOf(request, instance, scope.account);
    const sealing = use ?? (await makeDefaultKey(call));
    const named = { secretName: name, id, dataType };
    const version = await sealedVersion(call, sealing, named, { data, now: scope.time });
    const secret: SecretRecord = {
      name,
      instance,
      type: "Generic",
      description: request.Description ?? "",
      keyId: sealing.key.id,
      creator: scope.account,
      createdAt: scope.time,
      updatedAt: scope.time,
      deleteAt: null,
      policy,
      stages: [{ name: currentStage, versionId: id }],
      extendedConfig: null,
      rotation: null,
    };
    const tags = (request.Tags ?? []).map(({ TagKey, TagValue }) => ({ key: TagKey, value: TagValue }));
    const outcome = await write.secrets.create(secret, [version], tags);
    if (outcome === "no instance") throw serviceError("Forbidden.DKMSInstanceNotFound");
    if (outcome === "name taken") {
      const deleteAt = (await read.secrets.byName(name))?.deleteAt ?? null;
      throw serviceError(deleteAt === null ? "Rejected.ResourceExist" : "Rejected.ResourceInDeleteWindow");
    }
    const Arn = secretArn(scope, name);
    noteResource(trail, Arn);
    return {
      ...{ Arn, SecretName: name, SecretType: secret.type, VersionId: id },
      ...(instance !== null && { DKMSInstanceId: instance }),
    };
  },
});

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

async function instanceOf({ DKMSInstanceId }: Request, { read }: Call): Promise<string | null> {
  if (DKMSInstanceId === undefined) return null;
  const instance = await read.instances.byId(DKMSInstanceId);
  if (instance === undefined) throw serviceError("Forbidden.DKMSInstanceNotFound");
  return connected(instance).id;
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

function refuseUnsupported({ SecretType = "Generic", SecretName, EnableAutomaticRotation }: Request): void {
  if (SecretType !== "Generic") {
    const reason = "managed secrets are not supported yet";
    throw serviceError("UnsupportedOperation", { parameter: "SecretType", reason });
  }
  if (SecretName.startsWith("acs/") || SecretName === "$Auto") {
    const reason = "a generic secret has a name of its own, which does not begin with acs/";
    throw serviceError("InvalidParameter", { parameter: "SecretName", reason });
  }
  if (EnableAutomaticRotation === true) {
    const reason = "nothing renews a generic secret: give it another value";
    throw serviceError("UnsupportedOperation", { parameter: "EnableAutomaticRotation", reason });
  }
}
