import * as z from "zod/mini";
import { conditionKey, type ConditionKey, type PolicyKind } from "./condition-keys.ts";
import { type Operator, operators } from "./operators.ts";

/** The Condition of a statement: operators, in each of them keys, and the values of each key. All must be met. */
export type Condition = Readonly<Record<string, Readonly<Record<string, string | readonly string[]>>>>;

/** A part of a condition that is refused. */
interface Fault {
  readonly path: readonly (string | number)[];
  readonly problem: string;
}

/** One operator with one key. */
interface Clause {
  readonly operator: Operator;
  readonly key: ConditionKey;
  readonly values: readonly string[];
}

const maxKeys = 32;
const maxValues = 256;
const maxValueLength = 1024;

// A name that a caller made up is repeated only when it is short and plain.
const plainName = /^[A-Za-z][A-Za-z0-9:/._-]{0,63}$/;

/**
 * The schema of a Condition in a policy of a kind. An operator or a key that is not known is refused, and so is an
 * operator that makes no sense with its key: a misspelt condition would allow too much in an Allow and protect nothing
 * in a Deny.
 */
export function conditionOf(kind: PolicyKind) {
  return z.pipe(
    z.unknown(),
    z.transform((value, context): Condition => {
      const fault = faultIn(value, kind);
      if (fault === undefined) return value as Condition;
      const { path, problem } = fault;
      context.issues.push({ code: "custom", path: [...path], message: problem, input: value });
      return {};
    }),
  );
}

/** The clauses of a condition that the schema has accepted. */
export function clausesOf(condition: Condition): readonly Clause[] {
  return Object.entries(condition).flatMap(([name, keys]) =>
    Object.entries(keys).map(([keyName, values]) => {
      const operator = operators.get(name);
      const key = conditionKey(keyName);
      if (operator === undefined || key === undefined) throw new TypeError("the condition was not checked");
      return { operator, key, values: typeof values === "string" ? [values] : values };
    }),
  );
}

function faultIn(condition: unknown, kind: PolicyKind): Fault | undefined {
  if (!isObject(condition)) return { path: [], problem: "must be an object" };
  const entries = Object.entries(condition);
  if (entries.length === 0) return { path: [], problem: "must hold an operator" };
  for (const [name, keys] of entries) {
    const operator = operators.get(name);
    if (operator === undefined) return unknown("an operator", name);
    const fault = faultInKeys(keys, operator, kind);
    if (fault !== undefined) return { ...fault, path: [name, ...fault.path] };
  }
  return undefined;
}

function faultInKeys(keys: unknown, operator: Operator, kind: PolicyKind): Fault | undefined {
  if (!isObject(keys)) return { path: [], problem: "must be an object" };
  const entries = Object.entries(keys);
  if (entries.length === 0 || entries.length > maxKeys) {
    return { path: [], problem: `must hold 1 to ${String(maxKeys)} condition keys` };
  }
  for (const [name, values] of entries) {
    const key = conditionKey(name);
    if (key === undefined) return unknown("a condition key", name);
    const path = plainName.test(name) ? [name] : [];
    if (!key.policies.includes(kind)) return { path, problem: `cannot be used in a ${kind}` };
    if (!key.families.includes(operator.family)) {
      return { path, problem: `cannot be compared by ${operator.name}` };
    }
    const fault = faultInValues(values, operator, key);
    if (fault !== undefined) return { ...fault, path: [...path, ...fault.path] };
  }
  return undefined;
}

function faultInValues(
  values: unknown,
  operator: Operator,
  { values: ofKey }: ConditionKey,
): Fault | undefined {
  const { form } = ofKey ?? operator;
  const isValue = (value: unknown) =>
    typeof value === "string" &&
    value.length <= maxValueLength &&
    operator.accepts(value) &&
    (ofKey === undefined || ofKey.accepts(value, operator));
  if (!Array.isArray(values)) return isValue(values) ? undefined : { path: [], problem: form };
  if (values.length === 0 || values.length > maxValues) {
    return { path: [], problem: `must be a list of 1 to ${String(maxValues)} items` };
  }
  const index = values.findIndex((value) => !isValue(value));
  return index < 0 ? undefined : { path: [index], problem: form };
}

function unknown(what: string, name: string): Fault {
  return plainName.test(name)
    ? { path: [name], problem: "is not known" }
    : { path: [], problem: `has ${what} that is not known` };
}

function isObject(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}
