import type { AnswerOf, getCallerIdentity } from "@keyferry/protocol";
import type { Principal } from "../principal.ts";

/** GetCallerIdentity. Users and roles have no ids here beside their names. */
export function callerIdentity({
  type,
  account,
  name,
  arn,
  session,
}: Principal): AnswerOf<typeof getCallerIdentity> {
  const common = { AccountId: account, Arn: arn };
  if (type === "role") {
    const PrincipalId = `${name}:${session?.name ?? ""}`;
    return { ...common, IdentityType: "AssumedRoleUser", PrincipalId, RoleId: name };
  }
  const IdentityType = type === "root" ? "Account" : "RAMUser";
  return { ...common, IdentityType, PrincipalId: name, UserId: name };
}
