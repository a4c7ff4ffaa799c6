import type { Principal } from "@keyferry/access";
import type { ClaimedAccessKey } from "@keyferry/gateway";
import type { UserIdentity } from "./record.ts";

/**
 * Who called, in ActionTrail's words.
 *
 * @param principal undefined while the signature has not verified
 * @param pseudonymOf stands in for the id of a key that there is not: such an id may be anything, a secret as well
 */
export function userIdentity(
  { id: accessKeyId, known }: ClaimedAccessKey,
  principal: Principal | undefined,
  pseudonymOf: (text: string) => string,
): UserIdentity {
  if (!known) return { unknownAccessKey: pseudonymOf(accessKeyId) };
  if (principal === undefined) return { accessKeyId };
  const { type, account: accountId, name, session } = principal;
  switch (type) {
    case "root":
      return { type: "root-account", principalId: accountId, accountId, accessKeyId };
    case "user":
      return { type: "ram-user", principalId: name, accountId, userName: name, accessKeyId };
    case "role": {
      const role = `${name}:${session?.name ?? ""}`;
      const sessionContext = { attributes: { mfaAuthenticated: "false" } } as const;
      return {
        ...{ type: "assumed-role", principalId: role, accountId, userName: role },
        ...{ accessKeyId, sessionContext },
      };
    }
  }
}
