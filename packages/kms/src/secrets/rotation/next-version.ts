import { serviceError } from "@keyferry/protocol";
import { keyAt, type SecretRecord, type SecretVersionRecord } from "@keyferry/store";
import { noteVersion } from "../../call/audit-trail.ts";
import type { ManagedValue, RotationHook } from "../../call/rotation-hook.ts";
import { currentStage, holderOf, previousStage } from "../../call/secret-stages.ts";
import { primaryTarget, valueTarget } from "../../call/secret-value-target.ts";
import type { VersionTarget } from "../../call/targets.ts";
import { managedType } from "../change-secret.ts";
import { proposedValue, storedValue } from "../managed/managed-value.ts";
import { openValue, sealedVersion } from "../sealed-value.ts";
import { askedAbout, askForValue, type AskedAbout } from "./ask-hook.ts";
import type { Rotator } from "./rotator.ts";

/** What a secret is to have next. */
export interface NextVersion {
  readonly value: ManagedValue;
  /** The value, sealed; undefined where it is kept already. */
  readonly version: SecretVersionRecord | undefined;
}

/** The values of a secret before it is rotated. */
export interface ValuesBefore {
  /** Undefined: none was in use yet. */
  readonly current: ManagedValue | undefined;
  readonly previous: ManagedValue | undefined;
}

/** Says in a question what there is. @throws ServiceError `Rejected.Unavailable` */
export async function questionsAbout(
  call: Rotator,
  secret: SecretRecord,
): Promise<{ readonly about: AskedAbout; readonly values: ValuesBefore }> {
  const [currentId, previousId] = [currentStage, previousStage].map((label) =>
    holderOf(secret.stages, label),
  );
  const current = currentId === undefined ? undefined : await opened(call, secret, currentId);
  const previous = previousId === undefined ? undefined : await opened(call, secret, previousId);
  const about = {
    ...askedAbout(call.scope, secret),
    ...(currentId !== undefined && current && { Current: { VersionId: currentId, SecretData: current } }),
    ...(previousId !== undefined &&
      previous && { Previous: { VersionId: previousId, SecretData: previous } }),
  };
  return { about, values: { current, previous } };
}

/** Has the next value made, and seals it. */
export async function sealedNext(
  call: Rotator,
  {
    secret,
    about,
    values,
    hook,
  }: {
    readonly secret: SecretRecord;
    readonly about: AskedAbout;
    readonly values: ValuesBefore;
    readonly hook: RotationHook;
  },
  id: string,
): Promise<NextVersion> {
  const type = managedType(secret);
  const { current, previous } = values;
  if (current === undefined) throw new Error("a managed secret has no current version");
  const use = await sealingVersion(call, secret);
  const proposed = proposedValue(type, about.ExtendedConfig, { current, previous }, call.random);
  const data = await askForValue(hook, about, { type, proposed, now: call.scope.time });
  return sealed(call, use, { secret, id }, data);
}

/** Finds the value that was left, and seals it anew where its version is to have another name. */
export async function resealed(
  call: Rotator,
  secret: SecretRecord,
  { from, to }: { readonly from: string; readonly to: string },
): Promise<NextVersion> {
  const value = await opened(call, secret, from);
  if (from === to) return { value, version: undefined };
  return sealed(call, await sealingVersion(call, secret), { secret, id: to }, JSON.stringify(value));
}

async function sealed(
  call: Rotator,
  use: VersionTarget,
  { secret, id }: { readonly secret: SecretRecord; readonly id: string },
  data: string,
): Promise<NextVersion> {
  const named = { secretName: secret.name, id, dataType: "text" } as const;
  const version = await sealedVersion(call, use, named, { data, now: call.scope.time });
  return { value: storedValue(data), version };
}

async function opened(call: Rotator, { name }: SecretRecord, id: string): Promise<ManagedValue> {
  const { read, scope } = call;
  const version = await read.secrets.version(name, id);
  if (version === undefined) throw new Error("a label of a managed secret is of no version");
  const source = usable(call, await valueTarget(read, scope, version));
  return storedValue(await openValue(call, source));
}

/** The version that values of a secret are sealed under now. */
async function sealingVersion(call: Rotator, { keyId }: SecretRecord): Promise<VersionTarget> {
  const { read, scope } = call;
  return usable(call, await primaryTarget(read, scope, await read.keys.byId(keyId)));
}

function usable<T extends VersionTarget>({ scope, trail }: Rotator, target: T | undefined): T {
  if (target === undefined || keyAt(target.key, scope.time).state !== "Enabled") {
    throw serviceError("Rejected.Unavailable", { reason: "the key of the secret cannot be used" });
  }
  noteVersion(trail, target.version);
  return target;
}
