import { getCallerIdentity } from "@keyferry/protocol";
import { handle } from "../handler.ts";

/** GetCallerIdentity. Users and roles have no ids here beside their names. */
export const getCallerIdentityHandler = handle(getCallerIdentity, (_, { principal }) => {
  const { type, account, name, arn, session } = principal;
  const common = { AccountId: account, Arn: arn };
  if (type === "role") {
    const PrincipalId = `${name}:${session?.name ?? ""}`;
    return { ...common, IdentityType: "AssumedRoleUser" as const, PrincipalId, RoleId: name };
  }
  const IdentityType = type === "root" ? "Account" : "RAMUser";
  return { ...common, IdentityType, PrincipalId: name, UserId: name } as const;
});
