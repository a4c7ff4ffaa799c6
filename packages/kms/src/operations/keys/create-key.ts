import {
  importAlgorithms,
  importsWith,
  isHardwareOnly,
  type KeySpec,
  type KeyUsage,
  namesOf,
} from "@keyferry/algorithms";
import { type Capabilities, canMake } from "@keyferry/crypto";
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
import { signingOf, usageOf } from "../../keys/key-usage.ts";
import { makeKey } from "../../keys/new-key.ts";
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
    const { key, version } = await makeKey(crypto, {
      scope,
      ids: newKeyIds(instance, random),
      spec,
      usage,
      origin: request.Origin,
      protectionLevel: protectionLevelOf(request, home, { spec, usage }, call),
      instance,
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
      request.Origin === "EXTERNAL" ? await create() : await material.keep(call, version, create, "created");
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
  { Origin, ProtectionLevel: asked = "SOFTWARE" }: Request,
  home: InstanceRecord | null,
  { spec, usage }: { readonly spec: KeySpec; readonly usage: KeyUsage },
  { crypto, strictProtectionLevel }: Call,
): "SOFTWARE" | "HSM" {
  // An instance decides for its keys.
  const ProtectionLevel = home === null ? asked : levelsOfEditions[home.plan.edition];
  if (ProtectionLevel !== "HSM" && isHardwareOnly(spec)) {
    const reason = `keys of ${spec} are in hardware: send ProtectionLevel HSM, or name a hardware instance`;
    throw serviceError("Unsupported.ProtectionLevel", { reason });
  }
  if (home !== null && ProtectionLevel === "SOFTWARE") return ProtectionLevel;
  const offering = crypto.capabilities.filter(({ protectionLevel }) => protectionLevel === ProtectionLevel);
  if (offering.length === 0) {
    if (!strictProtectionLevel) return ProtectionLevel;
    throw serviceError("Unsupported.ProtectionLevel", { reason: "no hardware module is configured" });
  }
  // A software key that says HSM is for servers without a module only: beside one, it would be taken for one inside.
  const wanted = { spec, ...signingOf(usage) };
  const canHave = (claim: Capabilities) =>
    canMake(claim, wanted) && (Origin !== "EXTERNAL" || claim.imports.keySpecs.includes(spec));
  if (ProtectionLevel === "HSM" && !offering.some(canHave)) {
    const imports = Origin === "EXTERNAL" ? ", imported" : "";
    const reason = `the hardware module has no ${spec} for ${usage}${imports}`;
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
