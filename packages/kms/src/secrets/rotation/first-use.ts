import { serviceError } from "@keyferry/protocol";
import type { BegunRotation, SecretRecord } from "@keyferry/store";
import type { ToldValue } from "../../call/rotation-hook.ts";
import type { SecretPlan } from "../new-secret.ts";
import { askedAbout } from "./ask-hook.ts";
import { applyOurs, carryOut, claimedUntil, type Claim } from "./claim.ts";
import type { Rotator } from "./rotator.ts";

/** How a new secret comes to values that the service has made, and that nothing uses yet. */
export interface FirstUse {
  /** What the secret is kept with meanwhile: its current value is on its way, as that of a rotation is. */
  readonly begun: BegunRotation & { readonly versionId: string };
  /**
   * Has the values of the secret used, once it is kept, and makes the first of them current. What a failure or a crash leaves
   * is gone on with as a rotation is.
   *
   * @throws ServiceError `ServiceUnavailableTemporary`: the hook has failed; `Rejected.ResourceInUse`: somebody else goes on
   *   with it; `Forbidden.ResourceNotFound`: it was deleted meanwhile
   */
  readonly carryOut: (secret: SecretRecord) => Promise<void>;
}

/**
 * Says how the values of a new secret come into use; undefined: they are in use already.
 *
 * @throws ServiceError `UnsupportedOperation` where there is nobody who could see to that
 */
export function firstUseOf(plan: SecretPlan, call: Rotator): FirstUse | undefined {
  const values = plan.versions.flatMap(({ id, applies }): ToldValue[] =>
    applies === undefined ? [] : [{ VersionId: id, SecretData: applies }],
  );
  const [first] = values;
  if (first === undefined) return undefined;
  const { rotationHook: hook } = call;
  if (hook === undefined) {
    const reason = `the accounts of a secret of ${plan.type} are made by a rotation hook, and none is set up`;
    throw serviceError("UnsupportedOperation", { parameter: "SecretType", reason });
  }
  const until = claimedUntil(call);
  return {
    begun: { until, versionId: first.VersionId },
    carryOut: (secret) => {
      const claim: Claim = { secret, until, left: first.VersionId };
      return carryOut(call, claim, async () => {
        await applyOurs(call, claim, { hook, about: askedAbout(call.scope, secret), values });
        return first.VersionId;
      });
    },
  };
}
