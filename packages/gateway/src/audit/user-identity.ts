import type { Principal } from "@keyferry/access";
import type { UserIdentity } from "./record.ts";

/** An access key id is known to be one only once its signature has verified; until then it is any text. */
const longest = 128;

/**
 * Who called, in ActionTrail's words.
 *
 * @param principal undefined while the signature has not verified
 */
export function userIdentity(claimedId: string, principal: Principal | undefined): UserIdentity {
  const accessKeyId = claimedId.slice(0, longest);
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
