import { serviceError } from "@keyferry/protocol";

/** A century, in milliseconds: more is a mistake, and dates have four digits of a year. */
const furthest = 100 * 365.25 * 86_400_000;

/** A clock that goes as another does, and can be moved forward. */
export interface TestClock {
  /** Milliseconds since the epoch. */
  readonly now: () => number;
  /** How far it is ahead, in milliseconds. */
  readonly ahead: () => number;
  /**
   * Moves it forward.
   *
   * @throws ServiceError `InvalidParameter` for a way back, and for more than a century ahead
   */
  advance(milliseconds: number): void;
  /** Lets it show the time of the other again. */
  reset(): void;
}

/**
 * Makes a clock that can be moved. It never goes back but by a reset: what has happened by the clock stays.
 *
 * @param base milliseconds since the epoch
 */
export function createTestClock(base: () => number): TestClock {
  let offset = 0;
  return {
    now: () => base() + offset,
    ahead: () => offset,
    advance(milliseconds) {
      const next = offset + milliseconds;
      if (!Number.isSafeInteger(milliseconds) || milliseconds < 0) {
        throw refused("the clock goes forward only; reset takes it back, with all that has happened since");
      }
      if (next > furthest) throw refused("the clock goes a hundred years ahead at the most");
      offset = next;
    },
    reset() {
      offset = 0;
    },
  };
}

function refused(reason: string) {
  return serviceError("InvalidParameter", { parameter: "clock", reason });
}
