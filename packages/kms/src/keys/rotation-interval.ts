import { serviceError, type IntervalLimits } from "@keyferry/protocol";

/** What a request says of an automatic rotation. */
interface Request {
  readonly EnableAutomaticRotation?: boolean | undefined;
  /** In seconds. */
  readonly RotationInterval?: number | undefined;
}

/**
 * How long after its newest version the next version of a key or of a secret is due, in seconds; null where the rotation is
 * not switched on: then it does not matter what else is said.
 *
 * @throws ServiceError `MissingParameter` for no interval, `InvalidParameter` for one that is too short or too long
 */
export function rotationSeconds(
  { EnableAutomaticRotation = false, RotationInterval }: Request,
  { min, max, inWords }: IntervalLimits,
): number | null {
  if (!EnableAutomaticRotation) return null;
  const parameter = "RotationInterval";
  if (RotationInterval === undefined) throw serviceError("MissingParameter", { parameter });
  if (RotationInterval >= min && RotationInterval <= max) return RotationInterval;
  throw serviceError("InvalidParameter", { parameter, reason: `must be ${inWords}` });
}
