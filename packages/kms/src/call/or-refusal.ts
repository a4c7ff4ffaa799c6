import { ServiceError } from "@keyferry/protocol";
import { ofCryptography } from "./failures.ts";

/**
 * What becomes of one of {@link Parts}, or why it is refused, which is no matter to the others.
 *
 * @throws any error that is no refusal: a fault of the service is a matter of the whole call
 */
export async function orRefusal<T>(work: () => T | Promise<T>): Promise<T | ServiceError> {
  try {
    return await work();
  } catch (cause) {
    return asRefusal(cause);
  }
}

/**
 * An error as the refusal that it is.
 *
 * @throws the error, where it is none
 */
export function asRefusal(cause: unknown): ServiceError {
  const error = ofCryptography(cause);
  if (error instanceof ServiceError && error.status < 500) return error;
  throw error;
}
