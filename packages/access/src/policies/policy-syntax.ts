import { publicUtf8 } from "@keyferry/bytes";
import * as z from "zod/mini";
import { boundedList } from "../syntax/bounded-list.ts";
import { problemOf } from "../syntax/document-problem.ts";
import { PolicyError } from "../errors.ts";

/** Largest policy, in bytes of its JSON as UTF-8. RAM's own custom policies end at 6144, key policies here. */
export const maxPolicyBytes = 32_768;

const maxStatements = 256;
const maxPatterns = 512;
const maxActionLength = 256;
const maxResourceLength = 1024;

const actionForm = "must be * or service:Operation, such as kms:Export*, of at most 256 characters";
const resourceForm =
  "must be * or acs:service:region:account:id, such as acs:kms:*:*:key/*, of at most 1024 characters";

/** A string, or a list of 1 to 512 of them. */
export function oneOrMore<T extends z.core.$ZodType>(item: T) {
  return z.union([item, boundedList(item, 1, maxPatterns)], "must be a string or a list of strings");
}

/** Effect of a statement. */
export const effect = z.enum(["Allow", "Deny"], "must be Allow or Deny");

// Patterns that could never match are refused: a misspelt Deny would protect nothing.
/** Patterns of `service:Operation`. */
export const actions = oneOrMore(
  z
    .string("must be a string")
    .check(z.maxLength(maxActionLength, actionForm), z.regex(/^(?:\*|[!-9;-~]+:[!-~]+)$/, actionForm)),
);

/** Patterns of ARNs. */
export const resources = oneOrMore(
  z
    .string("must be a string")
    .check(
      z.maxLength(maxResourceLength, resourceForm),
      z.regex(/^(?:\*|acs:[^:\p{Cc}]*:[^:\p{Cc}]*:[^:\p{Cc}]*:\P{Cc}+)$/u, resourceForm),
    ),
);

/** A policy document of these statements. */
export function policyOf<T extends z.core.$ZodType>(statement: T) {
  return z.strictObject(
    {
      Version: z.literal("1", 'must be the string "1"'),
      Statement: boundedList(statement, 1, maxStatements),
    },
    "must be an object",
  );
}

/**
 * Reads a document by a schema.
 *
 * @throws PolicyError with the path of the first fault
 */
export function readPolicy<T extends z.ZodMiniType>(schema: T, document: unknown): z.output<T> {
  const result = schema.safeParse(document);
  if (!result.success) {
    const { path, problem } = problemOf(result.error);
    throw new PolicyError(path, problem);
  }
  if (bytesOf(JSON.stringify(result.data)) > maxPolicyBytes) throw tooLarge();
  return result.data;
}

/**
 * Parses the text of a policy, which is bounded before it is read.
 *
 * @throws PolicyError for text that is too large or not JSON
 */
export function parseDocument(text: string): unknown {
  if (text.length > maxPolicyBytes || bytesOf(text) > maxPolicyBytes) throw tooLarge();
  try {
    return JSON.parse(text);
  } catch {
    throw new PolicyError("", "must be JSON");
  }
}

function bytesOf(text: string): number {
  return publicUtf8(text).length;
}

function tooLarge(): PolicyError {
  return new PolicyError("", `must not be larger than ${String(maxPolicyBytes)} bytes`);
}
