import { andThen, type MaybePromise } from "@keyferry/bytes";
import { CryptoError, type CryptoErrorReason } from "../errors.ts";
import type { BackendFault, OnBackendFault } from "./backend-fault.ts";

/** Asks an algorithm what is known. Answers whether all answers were right, or fails. */
export type KnownAnswerTest = () => MaybePromise<boolean>;

/** The way to one algorithm of a backend. */
export interface Gate {
  /** Whether the algorithm has passed its test, and its backend is open: looked at before each use. */
  readonly passed: boolean;
  /** Why nothing of the backend leaves any more, once it is closed. */
  readonly closed: CryptoError | undefined;
  /**
   * Puts the algorithm to its test: once for all that wait for it.
   *
   * @throws CryptoError `faulty` where it fails, and once the backend is closed; what the test threw where it could not be made
   */
  pass(): MaybePromise<void>;
  /** Closes the way until the test is passed again, since an output was wrong. Answers the error of the call. */
  wrongOutput(): CryptoError;
}

/** The ways to the algorithms of one backend. */
export interface Gates {
  /** @param test undefined where nothing is known that could be asked: then there is nothing to pass */
  gate(algorithm: string, test: KnownAnswerTest | undefined): Gate;
  /** @throws CryptoError `faulty` once the backend is closed */
  checkOpen(): void;
}

/** How a test ended. */
type Verdict = { readonly right: boolean } | { readonly threw: unknown };

/**
 * @param backend its name
 * @param onFault told of each fault; of one that closes, after all ways are closed
 */
export function createGates(backend: string, onFault: OnBackendFault): Gates {
  const gates: { passed: boolean }[] = [];
  let closed: CryptoError | undefined;

  const checkOpen = (): void => {
    if (closed !== undefined) throw closed;
  };

  const close = (fault: Omit<BackendFault, "backend" | "kind">): CryptoError => {
    const { algorithm, ...why } = fault;
    closed = new CryptoError(
      "faulty",
      `the crypto backend ${backend} is closed: ${algorithm} does not give the answer that is known. Start anew; if it is closed again, its library or this machine is broken`,
      why,
    );
    for (const gate of gates) gate.passed = false;
    onFault({ backend, kind: "known answer", ...fault });
    return closed;
  };

  return {
    checkOpen,
    gate(algorithm, test) {
      let testing: Promise<void> | undefined;
      let wrongOutputs = 0;

      const settle = (verdict: Verdict): void => {
        // Another algorithm may have closed the backend meanwhile.
        checkOpen();
        if ("threw" in verdict) {
          if (isNoAnswer(verdict.threw)) throw verdict.threw;
          throw close({ algorithm, cause: verdict.threw });
        }
        if (!verdict.right) throw close({ algorithm });
      };

      const putTo = (asked: KnownAnswerTest): MaybePromise<void> => {
        const before = wrongOutputs;
        return andThen(verdictOf(asked), (verdict) => {
          settle(verdict);
          // A test that was under way says nothing of an output that was found wrong meanwhile.
          if (wrongOutputs > before) return putTo(asked);
          gate.passed = true;
          return undefined;
        });
      };

      const gate = {
        passed: false,
        get closed() {
          return closed;
        },
        pass(): MaybePromise<void> {
          checkOpen();
          if (test === undefined) {
            gate.passed = true;
            return undefined;
          }
          if (testing !== undefined) return testing;
          const tested = putTo(test);
          if (!(tested instanceof Promise)) return undefined;
          testing = tested.finally(() => {
            testing = undefined;
          });
          return testing;
        },
        wrongOutput() {
          gate.passed = false;
          wrongOutputs += 1;
          onFault({ backend, algorithm, kind: "output" });
          return new CryptoError(
            "faulty",
            `${backend}: what ${algorithm} made did not stand its trial, and was held back`,
          );
        },
      };
      gates.push(gate);
      return gate;
    },
  };
}

function verdictOf(test: KnownAnswerTest): MaybePromise<Verdict> {
  try {
    const right = test();
    if (!(right instanceof Promise)) return { right };
    return right.then(
      (settled) => ({ right: settled }),
      (threw: unknown) => ({ threw }),
    );
  } catch (threw) {
    return { threw };
  }
}

const notThere: readonly CryptoErrorReason[] = ["unsupported", "unavailable"];

/** Whether the algorithm was not there to answer, as AES-192 is missing in some browsers, or a part that could not be loaded. */
function isNoAnswer(error: unknown): boolean {
  if (error instanceof CryptoError) return notThere.includes(error.reason);
  return error instanceof Error && error.name === "NotSupportedError";
}
