import { errorCatalogue, membersOf, serviceError, type ErrorCode, type JsonBody } from "@keyferry/protocol";
import * as z from "zod/mini";
import { readDuration } from "./moments.ts";

/** In milliseconds: clients give up before. */
const longestDelay = 60_000;
const mostCalls = 1_000_000;

/** Which calls meet a fault, and which. */
export interface FaultRule {
  /** Name of an operation; absent for every one. */
  readonly operation?: string;
  /** That the next so many calls meet it. */
  readonly next?: number;
  /** That each so-many-eth call meets it: 3 means the third, the sixth and so on. */
  readonly every?: number;
  /** Milliseconds that the call waits, whatever comes then. */
  readonly delay?: number;
  /** What the call is refused with. */
  readonly error?: ErrorCode;
  /** Milliseconds after which a throttled call may be made again. */
  readonly retryAfter?: number;
  /** That its connection is closed without an answer. */
  readonly drop?: true;
}

const count = z
  .int({ error: "must be a whole number" })
  .check(
    z.minimum(1, { error: "must be 1 at least" }),
    z.maximum(mostCalls, { error: `must be ${String(mostCalls)} at the most` }),
  );
const duration = z.string({ error: "must be a length of time, such as 500ms" });

const document = z.strictObject({
  operation: z.optional(z.string({ error: "must be the name of an operation" })),
  next: z.optional(count),
  every: z.optional(count),
  delay: z.optional(duration),
  error: z.optional(z.string({ error: "must be a code of the catalogue, such as Rejected.Throttling" })),
  retryAfter: z.optional(duration),
  drop: z.optional(z.literal(true, { error: "must be true, or left out" })),
});

/**
 * Reads a rule.
 *
 * @param operations the names that there are
 * @throws ServiceError `InvalidParameter`
 */
export function readFaultRule(body: JsonBody, operations: ReadonlySet<string>): FaultRule {
  const read = membersOf(document, body);
  const { operation, next, every, error, drop } = read;
  if (operation !== undefined && !operations.has(operation)) {
    throw invalid("operation", "must be the name of an operation");
  }
  if ((next === undefined) === (every === undefined)) {
    throw invalid("next", "or every must be given, and not both: next 3 calls, or every 3rd call");
  }
  const delay = milliseconds(read.delay, "delay");
  const retryAfter = milliseconds(read.retryAfter, "retryAfter");
  if (error !== undefined && !isCode(error)) {
    throw invalid("error", "must be a code of the catalogue, such as Rejected.Throttling");
  }
  if (error !== undefined && drop) {
    throw invalid("drop", "and error cannot go together: a dropped call has no answer");
  }
  if (retryAfter !== undefined && error === undefined) {
    throw invalid("retryAfter", "goes with an error, such as Rejected.Throttling");
  }
  if (error === undefined && drop === undefined && delay === undefined) {
    throw invalid("error", "delay or drop must be given: what the calls meet");
  }
  return {
    ...(operation !== undefined && { operation }),
    ...(next !== undefined && { next }),
    ...(every !== undefined && { every }),
    ...(delay !== undefined && { delay }),
    ...(error !== undefined && { error }),
    ...(retryAfter !== undefined && { retryAfter }),
    ...(drop && { drop }),
  };
}

function milliseconds(text: string | undefined, parameter: string): number | undefined {
  if (text === undefined) return undefined;
  const length = readDuration(text, parameter);
  if (length <= longestDelay) return length;
  throw invalid(parameter, "must be 60s at the most");
}

function isCode(text: string): text is ErrorCode {
  return Object.hasOwn(errorCatalogue, text);
}

function invalid(parameter: string, reason: string) {
  return serviceError("InvalidParameter", { parameter, reason });
}
