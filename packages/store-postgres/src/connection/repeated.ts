import { setTimeout as sleep } from "node:timers/promises";
import { isWorthRepeating } from "./postgres-error.ts";

/** How often something is tried that the database takes back for the sake of another transaction. */
const maxAttempts = 4;

/** The longest pause before the second attempt, in milliseconds; before each further one it doubles. */
const firstPause = 10;

/** Does something that is kept whole or not at all, and again where the database has taken it back for another transaction. */
export async function repeated<T>(attempt: () => Promise<T>): Promise<T> {
  for (let tried = 1; ; tried += 1) {
    try {
      return await attempt();
    } catch (cause) {
      if (tried === maxAttempts || !isWorthRepeating(cause)) throw cause;
    }
    await sleep(Math.random() * firstPause * 2 ** (tried - 1));
  }
}
