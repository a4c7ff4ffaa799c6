import { parseDate } from "@keyferry/access";
import type { GatewayRequest } from "@keyferry/gateway";
import { inspectPath, readJsonBody, serviceError, type JsonBody } from "@keyferry/protocol";
import * as z from "zod/mini";

/** Bytes: a page is asked for with a few names. */
const longestBody = 8_192;

/** The view that is asked for, such as `users`, of `/_keyferry/inspect/{view}`. */
export function viewOf({ target }: Pick<GatewayRequest, "target">): string {
  return target.slice(inspectPath.length);
}

/**
 * Reads what is asked of a view: `POST`, with a JSON object.
 *
 * @throws ServiceError
 */
export function readInspectBody({ method, body }: Pick<GatewayRequest, "method" | "body">): JsonBody {
  if (method !== "POST") throw serviceError("UnsupportedHTTPMethod", { reason: "use POST" });
  return readJsonBody(body, longestBody);
}

const text = z.string({ error: "must be a text" }).check(z.minLength(1), z.maxLength(512));
const yesOrNo = z.boolean({ error: "must be true or false" });
const limit = (most: number, usual: number) =>
  z._default(
    z
      .int({ error: "must be a whole number" })
      .check(z.minimum(1), z.maximum(most, { error: `must be ${String(most)} at the most` })),
    usual,
  );
const moment = z.optional(
  z.pipe(
    z.string({ error: "must be a moment" }).check(
      z.maxLength(40),
      z.refine((value) => parseDate(value) !== undefined, {
        error: "must be a moment such as 2027-01-02T03:04:05Z",
      }),
    ),
    z.transform((value) => parseDate(value) ?? 0),
  ),
);

/** A page of a list of names. */
export const namesBody = z.strictObject({ after: z.optional(text), limit: limit(50, 20) });
/** A key, by its id or its ARN. */
export const keyBody = z.strictObject({ key: text });
/** The state of the chain; whether all of it is to be verified again. */
export const chainBody = z.strictObject({ again: z._default(yesOrNo, false) });
/** A page of audit records; see `RecordFilter`. */
export const recordsBody = z.strictObject({
  operation: z.optional(text),
  code: z.optional(text),
  refused: z.optional(yesOrNo),
  resource: z.optional(text),
  principal: z.optional(text),
  from: moment,
  to: moment,
  before: z.optional(z.int({ error: "must be the next of an answer" }).check(z.minimum(1))),
  limit: limit(100, 50),
});
/** Refusals since one of them. */
export const refusalsBody = z.strictObject({ since: z.optional(text), limit: limit(50, 20) });
