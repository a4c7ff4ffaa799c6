import type { GroupRecord } from "@keyferry/store";
import * as z from "zod/mini";
import { groupOrRoleName } from "../syntax/credential-syntax.ts";
import { entryPolicies, type EntryOptions, policyTexts, readEntry } from "./read-entry.ts";

const groupEntry = z.strictObject({ name: groupOrRoleName, policies: entryPolicies }, "must be an object");

/**
 * Checks a group's entry whole and makes its record. The entry is `{ name, policies?: [policy document] }`, with at most
 * 20 policies.
 *
 * @throws EntryError with the path of the first fault, policies included
 * @throws AccessError `invalid`: the account id is malformed
 */
export function newGroup(options: EntryOptions): GroupRecord {
  const { name, policies } = readEntry(groupEntry, options);
  return { account: options.account, name, policies: policyTexts(policies) };
}
