import { serviceError, type ServiceError } from "@keyferry/protocol";
import { isRotationDue, type SecretRecord, type SecretRotation } from "@keyferry/store";
import type { RotationHook } from "../../call/rotation-hook.ts";
import { hasValue, superfluous } from "../../call/secret-stages.ts";
import type { SecretTarget } from "../../call/targets.ts";
import { newUuid } from "../../keys/identifiers.ts";
import { changeSecret } from "../change-secret.ts";
import { askedAbout } from "./ask-hook.ts";
import { applyOurs, carryOut, claimedUntil, settleOurs, type Claim } from "./claim.ts";
import { questionsAbout, resealed, sealedNext } from "./next-version.ts";
import type { Rotator } from "./rotator.ts";

/**
 * Renews the value of a managed secret. The new value is kept before it is applied, and applied before it is current: a value
 * that may be in use is never lost. What a crash or a failure has left in its midst is gone on with, and not begun anew: also
 * the making of a secret, whose first values are applied before anybody can read them.
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
  await carryOut(call, claim, () => applied(call, claim, options.versionId));
  return true;
}

/** Takes the rotation for itself; undefined: there is nothing to do. */
async function begin(
  call: Rotator,
  secret: SecretRecord,
  { versionId, onlyIfDue = false }: { readonly versionId?: string; readonly onlyIfDue?: boolean },
): Promise<Claim | undefined> {
  const { time } = call.scope;
  const until = claimedUntil(call);
  let claim: Claim | undefined;
  await changeSecret(call.write, secret, ({ secret: held, versions }) => {
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
  const next = { VersionId: id, SecretData: value };
  const { Previous } = about;
  const applied = hasValue(secret)
    ? { about, values: [next] }
    : // Nobody knows which of the first values are in use.
      { about: askedAbout(call.scope, secret), values: Previous ? [next, Previous] : [next] };
  await applyOurs(call, claim, { hook, ...applied });
  return id;
}

function hookOf({ rotationHook }: Rotator): RotationHook {
  if (rotationHook !== undefined) return rotationHook;
  throw noHook();
}

function noHook(): ServiceError {
  return serviceError("UnsupportedOperation", {
    reason: "no rotation hook is set up: nothing here renews values",
  });
}

/** Whether it is told of a secret already that nobody can renew it, so that there is nothing to try. */
export function isToldOfNoHook({ automatic, failure }: SecretRotation): boolean {
  return automatic !== "Enabled" && failure === noHook().message;
}
