import * as z from "zod/mini";
import { boundedList } from "./bounded-list.ts";
import { problemOf } from "./document-problem.ts";
import { PolicyError } from "./errors.ts";

/** One statement of a policy. */
export interface PolicyStatement {
  readonly Effect: "Allow" | "Deny";
  /** Patterns of `service:Operation`, or `*`. Case does not count. */
  readonly Action: string | readonly string[];
  /** Patterns of ARNs, or `*`. Case counts. */
  readonly Resource: string | readonly string[];
}

/** A RAM policy document that {@link parsePolicy} has accepted. */
export interface Policy {
  readonly Version: "1";
  readonly Statement: readonly PolicyStatement[];
}

/** Largest policy, in bytes of its JSON as UTF-8. RAM's own custom policies end at 6144, key policies here. */
export const maxPolicyBytes = 32_768;

const maxStatements = 256;
const maxPatterns = 512;
const maxActionLength = 256;
const maxResourceLength = 1024;

const actionForm = "must be * or service:Operation, such as kms:Export*, of at most 256 characters";
const resourceForm =
  "must be * or acs:service:region:account:id, such as acs:kms:*:*:key/*, of at most 1024 characters";

// Patterns that could never match are refused: a misspelt Deny would protect nothing.
const action = z
  .string("must be a string")
  .check(z.maxLength(maxActionLength, actionForm), z.regex(/^(?:\*|[!-9;-~]+:[!-~]+)$/, actionForm));
const resource = z
  .string("must be a string")
  .check(
    z.maxLength(maxResourceLength, resourceForm),
    z.regex(/^(?:\*|acs:[^:\p{Cc}]*:[^:\p{Cc}]*:[^:\p{Cc}]*:\P{Cc}+)$/u, resourceForm),
  );

const statement = z.strictObject(
  {
    Effect: z.enum(["Allow", "Deny"], "must be Allow or Deny"),
    Action: z.union([action, boundedList(action, 1, maxPatterns)], "must be a string or a list of strings"),
    Resource: z.union(
      [resource, boundedList(resource, 1, maxPatterns)],
      "must be a string or a list of strings",
    ),
  },
  "must be an object",
);

const policy = z.strictObject(
  {
    Version: z.literal("1", 'must be the string "1"'),
    Statement: boundedList(statement, 1, maxStatements),
  },
  "must be an object",
);

const unsupported = ["Condition", "NotAction", "NotResource"];

/**
 * Reads a RAM policy: Version, Statement, and in each statement Effect, Action and Resource. Whatever else it holds is
 * refused rather than skipped, conditions included: a policy must never mean more than was understood of it.
 *
 * @param document the parsed JSON
 * @throws PolicyError with the path of the first fault
 */
export function parsePolicy(document: unknown): Policy {
  const result = policy.safeParse(document);
  if (!result.success) {
    const { path, problem } = problemOf(result.error, unsupported);
    throw new PolicyError(path, problem);
  }
  if (new TextEncoder().encode(JSON.stringify(result.data)).length > maxPolicyBytes) {
    throw new PolicyError("", `must not be larger than ${String(maxPolicyBytes)} bytes`);
  }
  return result.data;
}
