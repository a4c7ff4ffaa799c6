import type { RoleRecord } from "@keyferry/store";
import { trustedAction } from "../policies/trust-policy.ts";
import type { Question } from "../question.ts";

/**
 * The question whether a caller may assume a role: the role's trust policy has to allow it, and so have the policies of a
 * user or a role. A root needs the trust policy alone.
 */
export function assumeRoleQuestion({
  role: { account, name, trustPolicy },
  ...asked
}: Pick<Question, "principal" | "facts" | "externalId"> & {
  readonly role: Pick<RoleRecord, "account" | "name" | "trustPolicy">;
}): Question {
  return { ...asked, action: trustedAction, resource: `acs:ram::${account}:role/${name}`, trustPolicy };
}
