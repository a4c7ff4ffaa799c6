import { accessDeniedDetail, type Access } from "@keyferry/access";
import { serviceError, type Operation } from "@keyferry/protocol";
import type { KeyRecord, KeyReader } from "@keyferry/store";
import type { Gatekeeper } from "./handler.ts";
import { noteVersion } from "./noting.ts";
import type { CallContext } from "./scope.ts";
import type { KeyTarget, Target, VersionTarget } from "./targets.ts";

/** Asks access about each target, then applies the rules of instances and the state row to each key. */
export function createGatekeeper(access: Access, read: KeyReader): Gatekeeper {
  return async (operation, targets, { scope, principal, trail }) => {
    const touched = Object.values(targets);
    if (touched.length === 0)
      throw new Error(`${operation.name} resolves to nothing that could be asked about`);
    for (const { resource } of touched) trail.resources.push(resource);
    for (const target of touched) if (isVersionTarget(target)) noteVersion(trail, target.version);
    for (const { resource, action = `kms:${operation.name}` } of touched) {
      const question = { principal, action, resource, facts: scope };
      const decision = await access.decide(question);
      if (!decision.allowed) {
        trail.denied = question;
        throw serviceError("Forbidden.NoPermission", {
          reason: `${action} on ${resource} is not allowed`,
          accessDenied: accessDeniedDetail(question, decision),
        });
      }
    }
    for (const target of touched) {
      if (!isKeyTarget(target)) continue;
      await checkPublicAccess(operation, target.key, { scope, trail }, read);
      checkState(operation, target.key);
    }
  };
}

function isKeyTarget(target: Target): target is KeyTarget {
  return "key" in target;
}

function isVersionTarget(target: Target): target is VersionTarget {
  return "version" in target;
}

async function checkPublicAccess(
  { plane }: Operation,
  { instance }: KeyRecord,
  { scope: { gateway }, trail }: Pick<CallContext, "scope" | "trail">,
  read: KeyReader,
): Promise<void> {
  if (plane !== "business" || gateway !== "public" || instance === null) return;
  const record = await read.instanceById(instance);
  if (record?.publicAccess === true) return;
  trail.publicAccessOff = instance;
  const reason = `the public access of instance ${instance} is off: use its dedicated gateway or the VPC gateway`;
  throw serviceError("Forbidden.NoPermission", { reason });
}

function checkState({ states }: Operation, { state }: KeyRecord): void {
  const refusal = states[state];
  if (refusal !== null) throw serviceError(refusal);
}
