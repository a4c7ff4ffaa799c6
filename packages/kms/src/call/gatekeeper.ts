import { accessDeniedDetail, type Access, type Decision, type Question } from "@keyferry/access";
import { serviceError, type Operation } from "@keyferry/protocol";
import { keyAt } from "@keyferry/store";
import { noteClientKey, noteDenied, notePublicAccessOff, noteResource, noteVersion } from "./audit-trail.ts";
import type { CallContext } from "./scope.ts";
import type {
  ClientKeyTarget,
  InstanceTarget,
  KeyTarget,
  SecretTarget,
  Target,
  Targets,
  VersionTarget,
} from "./targets.ts";

type Denial = Extract<Decision, { readonly allowed: false }>;

/** What stands between the two steps of an operation: access, instance rules and states. */
export type Gatekeeper = (operation: Operation, targets: Targets, context: CallContext) => Promise<void>;

/** Asks access about each target, then applies the rules of instances and the state rows to each key and secret. */
export function createGatekeeper(access: Pick<Access, "decide">): Gatekeeper {
  return async (operation, targets, context) => {
    const { scope, principal, view, trail } = context;
    const touched = Object.values(targets);
    if (touched.length === 0) {
      throw new Error(`${operation.name} resolves to nothing that could be asked about`);
    }
    if (operation.exports === true && !touched.some(({ recipient }) => recipient !== undefined)) {
      throw new Error(`${operation.name} exports to nobody who could be asked about`);
    }
    note(touched.filter(({ isNew }) => isNew !== true));
    for (const target of touched) {
      if (isVersionTarget(target)) noteVersion(trail, target.version);
      if (isClientKeyTarget(target)) noteClientKey(trail, target.clientKey.id);
    }
    for (const target of touched) {
      if (isKeyTarget(target) && target.isService === true) continue;
      const { resource, action = operation.permissions[0], recipient } = target;
      const question: Question = {
        ...{ principal, action, resource, facts: scope, recipient: askedIn(recipient) },
        ...knownOf(target, context),
      };
      const decision = await access.decide(question, view);
      if (!decision.allowed) {
        noteDenied(trail, question);
        throw serviceError("Forbidden.NoPermission", {
          reason: `${action} on ${resource}${recipientOfDenial(decision, question)} is not allowed`,
          accessDenied: accessDeniedDetail(question, decision),
        });
      }
    }
    for (const target of touched) {
      if (isSecretTarget(target)) checkSecretState(operation, target);
      if (!isKeyTarget(target)) continue;
      if (needsPublicAccess(operation, target, context)) await checkPublicAccess(target, context);
      if (target.inAnyState !== true) checkState(operation, target, context);
    }
    note(touched.filter(({ isNew }) => isNew === true));

    function note(targets: readonly Target[]): void {
      for (const { resource } of targets) noteResource(trail, resource);
    }
  };
}

/** Of a refused recipient nothing is known that a policy could allow. */
function askedIn(recipient: Target["recipient"]): Question["recipient"] {
  return recipient !== undefined && "asked" in recipient ? recipient.asked : undefined;
}

/** Whom a denial is about that another recipient would perhaps not have met. */
function recipientOfDenial({ hangsOnRecipient }: Denial, { recipient }: Question): string {
  return hangsOnRecipient === true && recipient !== undefined
    ? ` for the recipient ${recipient.fingerprint}`
    : "";
}

/** What access may have to know of a thing: its policy, and its tags, which are read only if a condition asks. */
function knownOf(target: Target, { scope, view }: CallContext): Pick<Question, "resourcePolicy" | "tags"> {
  if (isInstanceTarget(target)) {
    const { id } = target.instance;
    return { tags: () => view.scoped(scope).tags.of("instance", id) };
  }
  if (isSecretTarget(target)) {
    const { account, region, secret } = target;
    const tags = () => view.scoped({ account, region }).tags.of("secret", secret.name);
    return { resourcePolicy: secret.policy, tags };
  }
  if (!isKeyTarget(target)) return {};
  // It may be another account's.
  const { account, region, key } = target;
  return { resourcePolicy: key.policy, tags: () => view.scoped({ account, region }).tags.of("key", key.id) };
}

function isKeyTarget(target: Target): target is KeyTarget {
  return "key" in target;
}

function isInstanceTarget(target: Target): target is InstanceTarget {
  return "instance" in target;
}

function isSecretTarget(target: Target): target is SecretTarget {
  return "secret" in target;
}

function isClientKeyTarget(target: Target): target is ClientKeyTarget {
  return "clientKey" in target;
}

function isVersionTarget(target: Target): target is VersionTarget {
  return "version" in target;
}

function needsPublicAccess(
  { plane }: Operation,
  { key, ofSecret }: KeyTarget,
  { scope: { gateway } }: CallContext,
): boolean {
  return plane === "business" && gateway === "public" && key.instance !== null && ofSecret !== true;
}

async function checkPublicAccess(
  { account, region, key: { instance } }: KeyTarget,
  { view, trail }: CallContext,
): Promise<void> {
  if (instance === null) return;
  const record = await view.scoped({ account, region }).instances.byId(instance);
  if (record?.publicAccess === true) return;
  notePublicAccessOff(trail, instance);
  const reason = `the public access of instance ${instance} is off: use its dedicated gateway or the VPC gateway`;
  throw serviceError("Forbidden.NoPermission", { reason });
}

function checkState({ states }: Operation, { key }: KeyTarget, { scope }: CallContext): void {
  const refusal = states[keyAt(key, scope.time).state];
  if (refusal !== null) throw serviceError(refusal);
}

function checkSecretState({ secretStates }: Operation, { secret: { deleteAt } }: SecretTarget): void {
  const refusal = secretStates?.[deleteAt === null ? "Active" : "Deleted"] ?? null;
  if (refusal !== null) throw serviceError(refusal);
}
