import * as z from "zod/mini";
import { serviceError } from "../errors/service-error.ts";

/** The body of a request that asks for no operation: an object, of which nothing is checked yet. */
export type JsonBody = Readonly<Record<string, unknown>>;

/**
 * Reads the body of a request that asks for no operation; an empty one is an empty object.
 *
 * @param most bytes that it may have
 * @throws ServiceError `RequestEntityTooLarge`, `InvalidParameter`
 */
export function readJsonBody(body: Uint8Array, most: number): JsonBody {
  if (body.length > most) throw serviceError("RequestEntityTooLarge");
  if (body.length === 0) return {};
  try {
    const parsed: unknown = JSON.parse(new TextDecoder("utf-8", { fatal: true }).decode(body));
    if (typeof parsed === "object" && parsed !== null && !Array.isArray(parsed)) return parsed as JsonBody;
  } catch {
    // Said below.
  }
  throw serviceError("InvalidParameter", { parameter: "body", reason: "must be a JSON object in UTF-8" });
}

/**
 * The members of a body, checked.
 *
 * @throws ServiceError `InvalidParameter`
 */
export function membersOf<S extends z.core.$ZodType>(schema: S, body: JsonBody): z.output<S> {
  const read = z.safeParse(schema, body);
  if (read.success) return read.data;
  const [issue] = read.error.issues;
  const parameter = issue?.path.join(".") ?? "";
  if (issue?.code === "unrecognized_keys") {
    throw serviceError("InvalidParameter", {
      parameter: issue.keys[0] ?? "body",
      reason: "is nothing that is known here",
    });
  }
  throw serviceError("InvalidParameter", {
    parameter: parameter === "" ? "body" : parameter,
    reason: issue?.message ?? "is not as expected",
  });
}
