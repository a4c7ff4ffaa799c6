import { abortChecks } from "./conformance/abort-checks.ts";
import { answerChecks } from "./conformance/answer-checks.ts";
import { attemptChecks } from "./conformance/attempt-checks.ts";
import type { ConformanceCheck } from "@keyferry/conformance";
import type { TransportSubject } from "./conformance/check.ts";
import { failureChecks } from "./conformance/failure-checks.ts";
import { preparationChecks } from "./conformance/preparation-checks.ts";
import { requestChecks } from "./conformance/request-checks.ts";

export type { ConformanceCheck } from "@keyferry/conformance";
export type { Arrival, OpenSubject, Reaction, TransportSubject } from "./conformance/check.ts";

/**
 * What every {@link Transport} must do, as checks for any test runner: each opens a far side and a transport to it of
 * its own, and rejects when the transport breaks the contract. The far side is the subject's, since what it is made of
 * depends on the transport: a server on a socket, a function in the same process.
 *
 * @example
 *   for (const { name, run } of transportConformance({ open })) it(name, run);
 */
export function transportConformance(subject: TransportSubject): readonly ConformanceCheck[] {
  return [
    ...requestChecks,
    ...preparationChecks,
    ...answerChecks,
    ...attemptChecks,
    ...failureChecks,
    ...abortChecks,
  ].map((check) => check(subject));
}
