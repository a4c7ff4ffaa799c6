import { serviceError, ServiceError } from "@keyferry/protocol";
import type { SecretChange, SecretRecord, SecretRotation, SecretVersionName } from "@keyferry/store";
import { ofCryptography } from "../../call/failures.ts";
import type { RotationHook, ToldValue } from "../../call/rotation-hook.ts";
import { currentStage, hasValue, withStages } from "../../call/secret-stages.ts";
import { decideOnSecret } from "../change-secret.ts";
import { failedAt, rotatedAt, settled } from "../managed/rotation-state.ts";
import { askToApply, type AskedAbout } from "./ask-hook.ts";
import type { Rotator } from "./rotator.ts";

/** Beside the time that the hook has, in milliseconds: all else that a rotation does is quick. */
const timeBesideHook = 30_000;

/** A rotation that nobody else can do now, and the secret as it was when it began. */
export interface Claim {
  readonly secret: SecretRecord;
  /** Milliseconds since the epoch. */
  readonly until: number;
  /** The version that an earlier try has left. */
  readonly left: string | null;
}

/** Until when a rotation that begins now may take, milliseconds since the epoch: the hook is asked twice. */
export function claimedUntil({ scope, rotationHook }: Pick<Rotator, "scope" | "rotationHook">): number {
  return scope.time + 2 * (rotationHook?.timeLimit ?? 0) + timeBesideHook;
}

/**
 * Makes a version current once it is in use. Where that fails, the secret's rotation says why, and keeps what is left.
 *
 * @param apply has the version used, and answers its id
 * @throws what `apply` throws, as a call is told of it; ServiceError `Rejected.ResourceInUse`: somebody else is at it by now
 */
export async function carryOut(call: Rotator, claim: Claim, apply: () => Promise<string>): Promise<void> {
  try {
    await finish(call, claim, await apply());
  } catch (cause) {
    const error = ofCryptography(cause);
    const failure =
      error instanceof ServiceError ? error.message : "The service has failed: its log says how.";
    await settle(call, claim, ({ rotation }) => ({
      set: { rotation: failedAt(rotation, call.scope.time, failure) },
    }));
    throw error;
  }
}

/**
 * Has a hook put values in force, one after another, each only while the rotation is ours: who comes late must not put an old
 * one in force after a newer one.
 *
 * @throws ServiceError `Rejected.ResourceInUse`: somebody else is at it by now; `ServiceUnavailableTemporary`: the hook has
 *   failed; `Forbidden.ResourceNotFound`: the secret is gone
 */
export async function applyOurs(
  call: Rotator,
  claim: Claim,
  {
    hook,
    about,
    values,
  }: { readonly hook: RotationHook; readonly about: AskedAbout; readonly values: readonly ToldValue[] },
): Promise<void> {
  for (const value of values) {
    await settleOurs(call, claim, () => ({ set: {} }));
    await askToApply(hook, about, value);
  }
}

/** Makes the version the current one. */
async function finish(call: Rotator, claim: Claim, id: string): Promise<void> {
  const { time } = call.scope;
  await settleOurs(call, claim, ({ rotation, stages }) => ({
    set: {
      stages: withStages(stages, id, [currentStage]),
      rotation: hasValue({ stages }) ? rotatedAt(rotation, time) : settled(rotation),
      updatedAt: time,
    },
  }));
}

/** A secret while it is rotated. */
interface Rotated extends Pick<SecretRecord, "stages"> {
  readonly rotation: SecretRotation;
  readonly versions: readonly SecretVersionName[];
}

/** Changes the secret. @throws ServiceError `Rejected.ResourceInUse` when somebody else is at it by now */
export async function settleOurs(
  call: Rotator,
  claim: Claim,
  change: (rotated: Rotated) => SecretChange,
): Promise<void> {
  if (!(await settle(call, claim, change))) throw serviceError("Rejected.ResourceInUse");
}

/** Changes the secret, deleted by now or not, unless somebody else is at it; answers whether it was changed. */
async function settle(
  { write }: Rotator,
  { secret, until }: Claim,
  change: (rotated: Rotated) => SecretChange,
): Promise<boolean> {
  let isOurs = false;
  await decideOnSecret(write, secret, ({ secret: { rotation, stages }, versions }) => {
    isOurs = rotation?.begun?.until === until;
    return rotation !== null && isOurs ? change({ rotation, stages, versions }) : { set: {} };
  });
  return isOurs;
}
