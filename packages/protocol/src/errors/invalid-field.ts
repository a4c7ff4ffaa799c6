import type * as z from "zod/mini";
import { serviceError, type ServiceError } from "./service-error.ts";

/** The refusal of a request whose fields a schema does not take: `InvalidParameter`, which names the first that is wrong. */
export function invalidField(issues: readonly z.core.$ZodIssue[]): ServiceError {
  const [issue] = issues;
  if (issue === undefined) return serviceError("InvalidParameter");
  const [field, ...inside] = issue.path;
  const place = inside.length === 0 ? "" : `${inside.map(String).join(".")} `;
  return serviceError("InvalidParameter", { parameter: String(field), reason: place + issue.message });
}
