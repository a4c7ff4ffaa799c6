import * as z from "zod/mini";
import { ServiceError } from "../errors/service-error.ts";
import type { Operation } from "../operation.ts";
import { parseRequest } from "./parse-request.ts";

/**
 * What is wrong with each field of a request, by the rules by which the service reads it: a request refuses with the first
 * fault alone, and who fills in a form wants to know them all.
 *
 * @returns by the name of the field: `MissingParameter` or `InvalidParameter`, as the service would answer it for that field
 */
export function requestFaults(
  operation: Operation,
  parameters: ReadonlyMap<string, string>,
): ReadonlyMap<string, ServiceError> {
  const faults = new Map<string, ServiceError>();
  for (const field of operation.fields) {
    const schema = operation.request._zod.def.shape[field.name];
    if (schema === undefined) continue;
    try {
      parseRequest({ fields: [field], request: z.object({ [field.name]: schema }) }, parameters);
    } catch (error) {
      if (!(error instanceof ServiceError)) throw error;
      faults.set(field.name, error);
    }
  }
  return faults;
}
