import type { AccessDeniedDetail } from "@keyferry/protocol";
import type { Principal } from "../principal.ts";
import type { Decision, Question } from "../question.ts";

const principalTypes = { root: "Account", user: "SubUser", role: "AssumedRoleUser" } as const;

/** What a denial tells the caller, in the members of `AccessDeniedDetail`. */
export function accessDeniedDetail(
  {
    principal,
    action,
    resource,
    recipient,
  }: Pick<Question, "principal" | "action" | "resource" | "recipient">,
  { denial, policyType, hangsOnRecipient }: Extract<Decision, { readonly allowed: false }>,
): AccessDeniedDetail {
  return {
    AuthAction: action,
    AuthResource: resource,
    AuthPrincipalDisplayName: displayNameOf(principal),
    AuthPrincipalOwnerId: principal.account,
    AuthPrincipalType: principalTypes[principal.type],
    NoPermissionType: denial,
    ...(policyType !== null && { PolicyType: policyType }),
    ...(hangsOnRecipient === true && { AuthRecipientFingerprint: recipient?.fingerprint }),
  };
}

function displayNameOf({ name, session }: Principal): string {
  return session === undefined ? name : `${name}:${session.name}`;
}
