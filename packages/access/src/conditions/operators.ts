import { matchesWildcard } from "../syntax/wildcard.ts";
import { parseAddress, parseAddressRange } from "./address-range.ts";
import { parseBoolean, parseDate, parseNumber } from "./literals.ts";

/** What an operator compares. */
export type OperatorFamily = "String" | "Numeric" | "Date" | "Bool" | "IpAddress";

/**
 * Whether the request's value matches any of a condition's values. Undefined: the request's value is none that the
 * operator can compare, such as a word where a number is wanted.
 */
export type Matcher = (actual: string) => boolean | undefined;

/** An operator of conditions: all that is known of it. */
export interface Operator {
  readonly name: string;
  readonly family: OperatorFamily;
  /** Whether it is met when nothing matches. */
  readonly negated: boolean;
  /** What a value of it must be, for people. */
  readonly form: string;
  /** Whether a policy may give this value. */
  accepts(value: string): boolean;
  /** @param values such as `accepts` has accepted */
  matcher(values: readonly string[]): Matcher;
}

interface Comparison<Wanted, Actual> {
  readonly family: OperatorFamily;
  readonly form: string;
  readonly wanted: (text: string) => Wanted | undefined;
  readonly actual: (text: string) => Actual | undefined;
}

function operator<Wanted, Actual>(
  name: string,
  { family, form, wanted: read, actual: readActual }: Comparison<Wanted, Actual>,
  matches: (actual: Actual, wanted: Wanted) => boolean,
): Operator {
  return {
    name,
    family,
    form,
    negated: name.includes("Not"),
    accepts: (value) => read(value) !== undefined,
    matcher(values) {
      const wanted = values.map(read).filter((value) => value !== undefined);
      return (text) => {
        const actual = readActual(text);
        return actual === undefined ? undefined : wanted.some((value) => matches(actual, value));
      };
    },
  };
}

const text = (value: string): string => value;
const lowerCase = (value: string): string => value.toLowerCase();
const same = <T>(actual: T, wanted: T): boolean => actual === wanted;

const strings = { family: "String", form: "must be a string", wanted: text, actual: text } as const;
const caseless = { ...strings, wanted: lowerCase, actual: lowerCase };
const numbers = {
  family: "Numeric",
  form: "must be a decimal number of at most 15 digits, as a string",
  wanted: parseNumber,
  actual: parseNumber,
} as const;
const dates = {
  family: "Date",
  form: "must be a date of ISO 8601, such as 2026-01-31T08:00:00Z",
  wanted: parseDate,
  actual: parseDate,
} as const;
const booleans = {
  family: "Bool",
  form: 'must be "true" or "false"',
  wanted: parseBoolean,
  actual: parseBoolean,
} as const;
const addresses = {
  family: "IpAddress",
  form: "must be an IP address or a CIDR block, such as 192.0.2.0/24 or 2001:db8::/32",
  wanted: parseAddressRange,
  actual: parseAddress,
} as const;

function ordered(prefix: string, comparison: Comparison<number, number>): readonly Operator[] {
  return [
    operator(`${prefix}Equals`, comparison, same),
    operator(`${prefix}NotEquals`, comparison, same),
    operator(`${prefix}LessThan`, comparison, (actual, wanted) => actual < wanted),
    operator(`${prefix}LessThanEquals`, comparison, (actual, wanted) => actual <= wanted),
    operator(`${prefix}GreaterThan`, comparison, (actual, wanted) => actual > wanted),
    operator(`${prefix}GreaterThanEquals`, comparison, (actual, wanted) => actual >= wanted),
  ];
}

const rows: readonly Operator[] = [
  operator("StringEquals", strings, same),
  operator("StringNotEquals", strings, same),
  operator("StringEqualsIgnoreCase", caseless, same),
  operator("StringNotEqualsIgnoreCase", caseless, same),
  operator("StringLike", strings, (actual, wanted) => matchesWildcard(wanted, actual)),
  operator("StringNotLike", strings, (actual, wanted) => matchesWildcard(wanted, actual)),
  ...ordered("Numeric", numbers),
  ...ordered("Date", dates),
  operator("Bool", booleans, same),
  operator("IpAddress", addresses, (actual, wanted) => wanted.holds(actual)),
  operator("NotIpAddress", addresses, (actual, wanted) => wanted.holds(actual)),
];

/** The operators of conditions, by name. */
export const operators: ReadonlyMap<string, Operator> = new Map(rows.map((row) => [row.name, row]));
