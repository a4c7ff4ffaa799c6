import type { StoreView } from "@keyferry/store";
import { AccessError } from "../errors.ts";
import type { Principal } from "../principal.ts";

/** Something that RAM policies are attached to, and through which they reach a caller. */
export interface PolicyHolder {
  readonly kind: "user" | "group" | "role";
  readonly name: string;
  /** JSON text, in the order they were attached. */
  readonly policies: readonly string[];
}

/**
 * Finds what holds a caller's RAM policies: the user and its groups, or the role. Undefined when the user or the role is
 * not there any more. A root has none.
 *
 * @throws AccessError `unreadable`: the user is in a group that is not there
 */
export async function policyHolders(
  { type, account, name }: Principal,
  view: Pick<StoreView, "identities">,
): Promise<readonly PolicyHolder[] | undefined> {
  if (type === "root") return [];
  const { identities } = view;
  if (type === "role") {
    const role = await identities.roleByName(account, name);
    return role && [{ kind: "role", name, policies: role.policies }];
  }
  const user = await identities.userByName(account, name);
  if (user === undefined) return undefined;
  const own: PolicyHolder = { kind: "user", name, policies: user.policies };
  if (user.groups.length === 0) return [own];
  return [own, ...(await Promise.all(user.groups.map(groupOf)))];

  async function groupOf(groupName: string): Promise<PolicyHolder> {
    const group = await identities.groupByName(account, groupName);
    // Its policies may have held a Deny.
    if (group === undefined) {
      const row = { table: "groups", id: groupName };
      throw new AccessError("unreadable", `Group ${groupName} of a user is not there`, { row });
    }
    return { kind: "group", name: groupName, policies: group.policies };
  }
}
