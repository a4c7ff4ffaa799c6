import { importAlgorithms, importsWith, isHardwareOnly, type KeySpec, namesOf } from "@keyferry/algorithms";
import { createKey, keyRotationLimits, serviceError, type RequestOf } from "@keyferry/protocol";
import type { InstanceRecord } from "@keyferry/store";
import { keyArn } from "../../call/arn.ts";
import { noteResource } from "../../call/audit-trail.ts";
import { connected } from "../../call/connected-instance.ts";
import { handle, type Call } from "../../call/handler.ts";
import { keyQuota, overQuota } from "../../instances/quotas.ts";
import { newKeyIds } from "../../keys/identifiers.ts";
import { keyMetadata } from "../../keys/key-metadata.ts";
import { checkedPolicy, defaultPolicyText } from "../../keys/key-policy.ts";
import { usageOf } from "../../keys/key-usage.ts";
import { makeKey } from "../../keys/new-key.ts";
import { refuseUnprotected } from "../../keys/protection-level.ts";
import { refuseUnrotatable } from "../../keys/rotation.ts";
import { rotationSeconds } from "../../keys/rotation-interval.ts";
import type { Scope } from "../../call/scope.ts";

type Request = RequestOf<typeof createKey>;

/** CreateKey. */
export const createKeyHandler = handle(createKey, {
  resolve: (_, lookup) => ({ keys: lookup.all("key") }),

  async perform(request, _, call) {
    refuseUnsupported(request);
    const { scope, crypto, random, write, material, trail, quotas } = call;
    const home = await instanceOf(request, call);
    const instance = home?.id ?? null;
    const spec = specOf(request, crypto);
    const usage = usageOf(spec, request.KeyUsage);
    const protectionLevel = protectionLevelOf(request, home, spec);
    const { Origin: origin = "Aliyun_KMS" } = request;
    const made = { spec, usage, origin, protectionLevel, instance };
    refuseUnprotected(made, call);
    const { key, version } = await makeKey(crypto, {
      scope,
      ids: newKeyIds(instance, random),
      ...made,
      policy: policyOf(request, instance, scope),
      rotationSeconds: rotationOf(request, spec, scope),
      description: request.Description ?? "",
      creator: scope.account,
      now: scope.time,
    });
    const tags = (request.Tags ?? []).map(({ TagKey, TagValue }) => ({ key: TagKey, value: TagValue }));
    const quota = keyQuota(quotas, home);
    const create = () => write.keys.create(key, version, tags, quota);
    const outcome =
      origin === "EXTERNAL" ? await create() : await material.keep(call, version, create, "created");
    if (outcome === "no instance") throw serviceError("Forbidden.DKMSInstanceNotFound");
    if (outcome === "over quota") {
      throw overQuota(instance, { keys: quota.keys, "versions of keys": quota.versions });
    }
    const arn = keyArn(scope, key.id);
    noteResource(trail, arn);
    return { KeyMetadata: keyMetadata(key, arn) };
  },
});

async function instanceOf({ DKMSInstanceId }: Request, { read }: Call): Promise<InstanceRecord | null> {
  if (DKMSInstanceId === undefined) return null;
  const instance = await read.instances.byId(DKMSInstanceId);
  if (instance === undefined) throw serviceError("Forbidden.DKMSInstanceNotFound");
  return connected(instance);
}

/** How long after its newest version the next version of the new key is due, in seconds. */
function rotationOf(request: Request, spec: KeySpec, { account }: Scope): number | null {
  const { EnableAutomaticRotation = false, Origin = "Aliyun_KMS" } = request;
  if (EnableAutomaticRotation) refuseUnrotatable({ spec, origin: Origin, creator: account }, account);
  return rotationSeconds(request, keyRotationLimits);
}

/** The policy that the new key is given: only a key of an instance has one. */
function policyOf({ Policy }: Request, instance: string | null, { account }: Scope): string | null {
  if (instance !== null) {
    return Policy === undefined ? defaultPolicyText(account) : checkedPolicy(Policy, account);
  }
  if (Policy === undefined) return null;
  throw serviceError("Forbidden.KeyPolicyUnSupported", {
    reason: "only keys of KMS instances have a policy",
  });
}

const levelsOfEditions = { software: "SOFTWARE", hardware: "HSM" } as const;

function protectionLevelOf(
  { ProtectionLevel: asked = "SOFTWARE" }: Request,
  home: InstanceRecord | null,
  spec: KeySpec,
): "SOFTWARE" | "HSM" {
  // An instance decides for its keys.
  const ProtectionLevel = home === null ? asked : levelsOfEditions[home.plan.edition];
  if (ProtectionLevel !== "HSM" && isHardwareOnly(spec)) {
    const reason = `keys of ${spec} are in hardware: send ProtectionLevel HSM, or name a hardware instance`;
    throw serviceError("Unsupported.ProtectionLevel", { reason });
  }
  return ProtectionLevel;
}

function specOf({ KeySpec = "Aliyun_AES_256", Origin }: Request, { capabilities }: Call["crypto"]): KeySpec {
  if (Origin !== "EXTERNAL") return KeySpec;
  const wraps = namesOf(importAlgorithms).some((algorithm) => importsWith(KeySpec, algorithm));
  if (wraps && capabilities.some(({ imports }) => imports.keySpecs.includes(KeySpec))) return KeySpec;
  return refuse("Origin", `no key material of ${KeySpec} is taken in`);
}

/** What would change how a key behaves is refused as long as it would not: nothing is accepted and then ignored. */
function refuseUnsupported({ KeyStorageMechanism }: Request): void {
  if (KeyStorageMechanism !== undefined) refuse("KeyStorageMechanism", "only hardware instances have one");
}

function refuse(parameter: string, reason: string): never {
  throw serviceError("UnsupportedOperation", { parameter, reason });
}
