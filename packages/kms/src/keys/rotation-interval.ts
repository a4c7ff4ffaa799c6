import { keyRotationLimits, serviceError } from "@keyferry/protocol";

/** What a request says of a key's rotation. */
interface Request {
  readonly EnableAutomaticRotation?: boolean | undefined;
  /** In seconds. */
  readonly RotationInterval?: number | undefined;
}

/**
 * How long after its newest version the next version of a key is due, in seconds; null where the rotation is not switched on:
 * then it does not matter what else is said.
 *
 * @throws ServiceError `MissingParameter` for no interval, `InvalidParameter` for one that is too short or too long
 */
export function rotationSeconds({
  EnableAutomaticRotation = false,
  RotationInterval,
}: Request): number | null {
  if (!EnableAutomaticRotation) return null;
  const parameter = "RotationInterval";
  if (RotationInterval === undefined) throw serviceError("MissingParameter", { parameter });
  const { min, max, inWords } = keyRotationLimits;
  if (RotationInterval >= min && RotationInterval <= max) return RotationInterval;
  throw serviceError("InvalidParameter", { parameter, reason: `must be ${inWords}` });
}
