import { networkRulesIn, updatePolicy } from "@keyferry/protocol";
import type { AccessPolicyRecord, NamedChanges } from "@keyferry/store";
import { given, mustBeThere } from "../../access-points/changes.ts";
import { handle } from "../../call/handler.ts";

/** UpdatePolicy. */
export const updatePolicyHandler = handle(updatePolicy, {
  resolve: async ({ Name }, lookup) => ({ policy: await lookup.access.policy(Name) }),
  async perform({ Name, Description, Permissions, Resources, AccessControlRules }, _, { write }) {
    const changes = given<NamedChanges<AccessPolicyRecord>>({
      description: Description,
      permissions: Permissions,
      resources: Resources,
      rulesText: AccessControlRules,
      networkRules: AccessControlRules === undefined ? undefined : networkRulesIn(AccessControlRules),
    });
    mustBeThere(await write.accessPolicies.change(Name, changes));
    return {};
  },
});
