import type { RoleRecord } from "@keyferry/store";
import * as z from "zod/mini";
import { groupOrRoleName } from "../syntax/credential-syntax.ts";
import { entryPolicies, type EntryOptions, policyText, policyTexts, readEntry } from "./read-entry.ts";
import { defaultTrustPolicy, parseTrustPolicy } from "../policies/trust-policy.ts";

const secondsForm = "must be a whole number of 900 to 43200";

const roleEntry = z.strictObject(
  {
    name: groupOrRoleName,
    policies: entryPolicies,
    trustPolicy: z.optional(z.unknown()),
    maxSessionSeconds: z.optional(
      z.int(secondsForm).check(z.minimum(900, secondsForm), z.maximum(43_200, secondsForm)),
    ),
  },
  "must be an object",
);

/**
 * Checks a role's entry whole and makes its record. The entry is
 * `{ name, policies?: [policy document], trustPolicy?, maxSessionSeconds? }`, with at most 20 policies. Without a trust
 * policy the role is open to everybody of its account whom a policy allows `sts:AssumeRole`; a session lasts 3600
 * seconds at most unless the entry says otherwise.
 *
 * @throws EntryError with the path of the first fault, policies included
 * @throws AccessError `invalid`: the account id is malformed
 */
export function newRole(options: EntryOptions): RoleRecord {
  const { account } = options;
  const { name, policies, trustPolicy, maxSessionSeconds = 3600 } = readEntry(roleEntry, options);
  const trust = () =>
    trustPolicy === undefined ? defaultTrustPolicy(account) : parseTrustPolicy(trustPolicy);
  return {
    account,
    name,
    trustPolicy: policyText("trustPolicy", trust),
    policies: policyTexts(policies),
    maxSessionSeconds,
  };
}
