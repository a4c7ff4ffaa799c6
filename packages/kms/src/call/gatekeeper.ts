import { accessDeniedDetail, type Access, type Question } from "@keyferry/access";
import { serviceError, type Operation } from "@keyferry/protocol";
import type { ScopedReaders } from "@keyferry/store";
import type { Gatekeeper } from "./handler.ts";
import { noteVersion } from "./noting.ts";
import type { CallContext } from "./scope.ts";
import type { KeyTarget, Target, VersionTarget } from "./targets.ts";

/**
 * Asks access about each target, then applies the rules of instances and the state row to each key.
 *
 * @param readerOf reads what an account has in the call's region: a key may be another account's
 */
export function createGatekeeper(access: Access, readerOf: (account: string) => ScopedReaders): Gatekeeper {
  return async (operation, targets, { scope, principal, trail }) => {
    const touched = Object.values(targets);
    if (touched.length === 0)
      throw new Error(`${operation.name} resolves to nothing that could be asked about`);
    note(touched.filter(({ isNew }) => isNew !== true));
    for (const target of touched) if (isVersionTarget(target)) noteVersion(trail, target.version);
    for (const target of touched) {
      const { resource, action = operation.permissions[0] } = target;
      const question: Question = { principal, action, resource, facts: scope, ...knownOf(target) };
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
      await checkPublicAccess(operation, target, { scope, trail }, readerOf);
      if (target.inAnyState !== true) checkState(operation, target);
    }
    note(touched.filter(({ isNew }) => isNew === true));

    function note(targets: readonly Target[]): void {
      for (const resource of new Set(targets.map((target) => target.resource)))
        trail.resources.push(resource);
    }
  };

  /** What access may have to know of a key: its policy, and its tags, which are read only if a condition asks. */
  function knownOf(target: Target): Pick<Question, "resourcePolicy" | "tags"> {
    if (!isKeyTarget(target)) return {};
    const { account, key } = target;
    return { resourcePolicy: key.policy, tags: () => readerOf(account).tags.ofKey(key.id) };
  }
}

function isKeyTarget(target: Target): target is KeyTarget {
  return "key" in target;
}

function isVersionTarget(target: Target): target is VersionTarget {
  return "version" in target;
}

async function checkPublicAccess(
  { plane }: Operation,
  { account, key: { instance } }: KeyTarget,
  { scope: { gateway }, trail }: Pick<CallContext, "scope" | "trail">,
  readerOf: (account: string) => ScopedReaders,
): Promise<void> {
  if (plane !== "business" || gateway !== "public" || instance === null) return;
  const record = await readerOf(account).instances.byId(instance);
  if (record?.publicAccess === true) return;
  trail.publicAccessOff = instance;
  const reason = `the public access of instance ${instance} is off: use its dedicated gateway or the VPC gateway`;
  throw serviceError("Forbidden.NoPermission", { reason });
}

function checkState({ states }: Operation, { key }: KeyTarget): void {
  const refusal = states[key.state];
  if (refusal !== null) throw serviceError(refusal);
}
