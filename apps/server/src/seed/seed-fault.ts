import { AccessError } from "@keyferry/access";
import { CryptoError } from "@keyferry/crypto";
import { ServiceError } from "@keyferry/protocol";
import { StartError } from "../config/start-error.ts";

/**
 * Makes something of an entry.
 *
 * @param place of the entry, such as `accounts.0.users.1`
 * @throws StartError that says the place and what is wrong there, for an entry that is refused
 */
export async function naming<T>(place: string, make: () => T | Promise<T>): Promise<T> {
  try {
    return await make();
  } catch (error) {
    const known = [AccessError, CryptoError, ServiceError, StartError].some((type) => error instanceof type);
    if (known) throw faultAt(place, (error as Error).message, error);
    throw error;
  }
}

/** What is wrong at a place of a seed. */
export function faultAt(place: string, reason: string, cause?: unknown): StartError {
  return new StartError(place === "" ? reason : `${place}: ${reason}`, { cause });
}
