import * as z from "zod/mini";
import { type Condition, conditionOf } from "../conditions/condition.ts";
import { actions, effect, policyOf, readPolicy, resources } from "./policy-syntax.ts";

/** One statement of a policy. It has Action or NotAction, and Resource or NotResource. */
export interface PolicyStatement {
  readonly Effect: "Allow" | "Deny";
  /** Patterns of `service:Operation`, or `*`. Case does not count. */
  readonly Action?: string | readonly string[];
  /** In place of Action: every action but these. */
  readonly NotAction?: string | readonly string[];
  /** Patterns of ARNs, or `*`. Case counts. */
  readonly Resource?: string | readonly string[];
  /** In place of Resource: every resource but these. */
  readonly NotResource?: string | readonly string[];
  /** What the request must be like for the statement to apply. */
  readonly Condition?: Condition;
}

/** A RAM policy document that {@link parsePolicy} has accepted. */
export interface Policy {
  readonly Version: "1";
  readonly Statement: readonly PolicyStatement[];
}

const statement = z
  .strictObject(
    {
      Effect: effect,
      Action: z.exactOptional(actions),
      NotAction: z.exactOptional(actions),
      Resource: z.exactOptional(resources),
      NotResource: z.exactOptional(resources),
      Condition: z.exactOptional(conditionOf("RAM policy")),
    },
    "must be an object",
  )
  .check(oneOf("Action", "NotAction"), oneOf("Resource", "NotResource"));

const policy = policyOf(statement);

/**
 * Reads a RAM policy. Whatever is not understood is refused rather than skipped: a policy must never mean more than was
 * understood of it.
 *
 * @param document the parsed JSON
 * @throws PolicyError with the path of the first fault
 */
export function parsePolicy(document: unknown): Policy {
  return readPolicy(policy, document);
}

function oneOf(name: "Action" | "Resource", inPlace: "NotAction" | "NotResource") {
  return z.check<PolicyStatement>(({ value, issues }) => {
    const both = value[name] !== undefined && value[inPlace] !== undefined;
    const neither = value[name] === undefined && value[inPlace] === undefined;
    if (both) {
      issues.push({ code: "custom", path: [inPlace], message: `cannot stand beside ${name}`, input: value });
    } else if (neither) {
      issues.push({ code: "custom", path: [name], message: `or ${inPlace} must be there`, input: value });
    }
  });
}
