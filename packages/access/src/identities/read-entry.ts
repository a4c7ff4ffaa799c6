import * as z from "zod/mini";
import { boundedList } from "../syntax/bounded-list.ts";
import { accountId } from "../syntax/credential-syntax.ts";
import { problemOf } from "../syntax/document-problem.ts";
import { AccessError, EntryError, PolicyError } from "../errors.ts";
import { parsePolicy } from "../policies/policy.ts";

/** What a new group or role is made from. */
export interface EntryOptions {
  /** Account id, decimal digits. */
  readonly account: string;
  /** The entry, as parsed from JSON or YAML. */
  readonly entry: unknown;
}

/** Policy documents of an entry: at most 20. */
export const entryPolicies = z.optional(boundedList(z.unknown(), 0, 20));

/**
 * Reads an entry by a schema.
 *
 * @throws EntryError with the path of the first fault
 * @throws AccessError `invalid`: the account id is malformed
 */
export function readEntry<T extends z.ZodMiniType>(schema: T, { account, entry }: EntryOptions): z.output<T> {
  if (!accountId.safeParse(account).success) throw new AccessError("invalid", "The account id is malformed");
  const result = schema.safeParse(entry);
  if (!result.success) {
    const { path, problem } = problemOf(result.error);
    throw new EntryError(path, problem);
  }
  return result.data;
}

/**
 * The texts of an entry's RAM policies.
 *
 * @throws EntryError with the path of the first fault
 */
export function policyTexts(documents: readonly unknown[] = []): readonly string[] {
  return documents.map((document, index) =>
    policyText(`policies[${String(index)}]`, () => parsePolicy(document)),
  );
}

/**
 * The text of a policy that stands at a place of an entry. What was understood is what is stored.
 *
 * @throws EntryError with the path of the first fault
 */
export function policyText(place: string, parse: () => object): string {
  try {
    return JSON.stringify(parse());
  } catch (cause) {
    if (!(cause instanceof PolicyError)) throw cause;
    throw new EntryError(cause.path === "" ? place : `${place}.${cause.path}`, cause.problem, { cause });
  }
}

/**
 * Refuses a list in which something stands twice.
 *
 * @param place names the place of the item of an index
 * @throws EntryError with the path of the second one
 */
export function refuseTwins(items: readonly string[], place: (index: number) => string): void {
  const twin = items.findIndex((item, index) => items.indexOf(item) !== index);
  if (twin >= 0) throw new EntryError(place(twin), "is there twice");
}
