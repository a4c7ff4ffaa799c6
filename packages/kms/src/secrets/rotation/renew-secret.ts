import { serviceError, ServiceError } from "@keyferry/protocol";
import {
  isRotationDue,
  type SecretChange,
  type SecretRecord,
  type SecretRotation,
  type SecretVersionName,
} from "@keyferry/store";
import type { RotationHook } from "../../call/rotation-hook.ts";
import { currentStage, superfluous, withStages } from "../../call/secret-stages.ts";
import type { SecretTarget } from "../../call/targets.ts";
import { newUuid } from "../../keys/identifiers.ts";
import { changeSecret, decideOnSecret } from "../change-secret.ts";
import { askToApply } from "./ask-hook.ts";
import { questionsAbout, resealed, sealedNext } from "./next-version.ts";
import type { Rotator } from "./rotator.ts";
import { failedAt, rotatedAt } from "../managed/rotation-state.ts";

/** Beside the time that the hook has, in milliseconds: all else that a rotation does is quick. */
const timeBesideHook = 30_000;

/** A rotation that nobody else can do now, and the secret as it was when it began. */
interface Claim {
  readonly secret: SecretRecord;
  readonly until: number;
  /** The version that an earlier try has left. */
  readonly left: string | null;
}

/**
 * Renews the value of a managed secret. The new value is kept before it is applied, and applied before it is current: a value
 * that may be in use is never lost. What a crash or a failure has left in its midst is gone on with, and not begun anew.
 *
 * @param options.versionId the version that is made; nothing is done where it is there. Default: a new name
 * @param options.onlyIfDue does nothing where the rotation is neither due nor left in its midst
 * @returns whether it was renewed
 * @throws ServiceError `Rejected.ResourceInUse`: somebody else is at it; `ServiceUnavailableTemporary`: the hook has failed;
 *   `Rejected.Unavailable`: the key cannot be used; `UnsupportedOperation`: there is no hook. All but the first are kept in
 *   the secret's rotation
 */
export async function renewSecret(
  call: Rotator,
  target: SecretTarget,
  options: { readonly versionId?: string; readonly onlyIfDue?: boolean },
): Promise<boolean> {
  const claim = await begin(call, target.secret, options);
  if (claim === undefined) return false;
  try {
    await finish(call, claim, await applied(call, claim, options.versionId));
    return true;
  } catch (error) {
    const failure =
      error instanceof ServiceError ? error.message : "The service has failed: its log says how.";
    await settle(call, claim, ({ rotation }) => ({
      set: { rotation: failedAt(rotation, call.scope.time, failure) },
    }));
    throw error;
  }
}

/** Takes the rotation for itself; undefined: there is nothing to do. */
async function begin(
  { scope: { time }, write, rotationHook }: Rotator,
  secret: SecretRecord,
  { versionId, onlyIfDue = false }: { readonly versionId?: string; readonly onlyIfDue?: boolean },
): Promise<Claim | undefined> {
  const until = time + 2 * (rotationHook?.timeLimit ?? 0) + timeBesideHook;
  let claim: Claim | undefined;
  await changeSecret(write, secret, ({ secret: held, versions }) => {
    const { rotation } = held;
    if (rotation === null) return "UnsupportedOperation";
    const left = rotation.begun?.versionId ?? null;
    if (versionId !== left && versions.some(({ id }) => id === versionId)) return { set: {} };
    if ((rotation.begun?.until ?? time) > time) return "Rejected.ResourceInUse";
    if (onlyIfDue && !isRotationDue(rotation, time)) return { set: {} };
    claim = { secret: held, until, left };
    return { set: { rotation: { ...rotation, begun: { until, versionId: left } } } };
  });
  return claim;
}

/** Makes the next value, or finds the one that was left, keeps it, and has it applied. */
async function applied(call: Rotator, claim: Claim, versionId?: string): Promise<string> {
  const hook = hookOf(call);
  const { secret, left } = claim;
  const { about, values } = await questionsAbout(call, secret);
  const id = versionId ?? left ?? newUuid(call.random);
  const { version, value } =
    left === null
      ? await sealedNext(call, { secret, about, values, hook }, id)
      : await resealed(call, secret, { from: left, to: id });
  if (version !== undefined) {
    await settleOurs(call, claim, ({ rotation, stages, versions }) => {
      const kept = [...stages, { name: "the next one", versionId: id }];
      const others = versions.filter((other) => other.id !== left);
      return {
        set: { rotation: { ...rotation, begun: { until: claim.until, versionId: id } } },
        add: [version],
        drop: [...(left === null ? [] : [left]), ...superfluous([...others, version], kept)],
      };
    });
  }
  await askToApply(hook, about, id, value);
  return id;
}

function hookOf({ rotationHook }: Rotator): RotationHook {
  if (rotationHook !== undefined) return rotationHook;
  throw noHook();
}

function noHook(): ServiceError {
  return serviceError("UnsupportedOperation", { reason: "no rotation hook is set up, which renews values" });
}

/** Whether it is told of a secret already that nobody can renew it, so that there is nothing to try. */
export function isToldOfNoHook({ automatic, failure }: SecretRotation): boolean {
  return automatic !== "Enabled" && failure === noHook().message;
}

/** Makes the version the current one. */
async function finish(call: Rotator, claim: Claim, id: string): Promise<void> {
  const { time } = call.scope;
  await settleOurs(call, claim, ({ rotation, stages }) => ({
    set: {
      stages: withStages(stages, id, [currentStage]),
      rotation: rotatedAt(rotation, time),
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
async function settleOurs(
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
