import { isAnswer } from "./cryptoki-error.ts";
import type { Session } from "./session.ts";
import type { Token } from "./token.ts";

/** Tries something in the module. Whatever the module answers but success means that it cannot. */
export type Attempt = <T>(work: (session: Session) => T) => T | undefined;

/** Attempts in a token's working session. Troubles of the token itself are thrown. */
export function attemptIn({ run }: Pick<Token, "run">): Attempt {
  return (work) => {
    try {
      return run(work);
    } catch (error) {
      if (isAnswer(error)) return undefined;
      throw error;
    }
  };
}
