import { createPolicy, networkRulesIn, serviceError, sharedAccess } from "@keyferry/protocol";
import { accessLimits, mustBeMade } from "../../access-points/changes.ts";
import { policyAnswer } from "../../access-points/policy-answer.ts";
import { handle } from "../../call/handler.ts";

/** CreatePolicy. */
export const createPolicyHandler = handle(createPolicy, {
  resolve: ({ Name }, lookup) => ({ policy: lookup.access.newPolicy(Name) }),
  async perform(request, { policy }, { scope, read, write }) {
    const { KmsInstance: instance = sharedAccess, AccessControlRules: rulesText = "" } = request;
    if (instance !== sharedAccess && (await read.instances.byId(instance)) === undefined) {
      throw serviceError("Forbidden.DKMSInstanceNotFound");
    }
    const record = {
      name: request.Name,
      description: request.Description ?? "",
      instance,
      permissions: request.Permissions,
      resources: request.Resources,
      networkRules: networkRulesIn(rulesText),
      rulesText,
      createdAt: scope.time,
    };
    const max = accessLimits.policies;
    mustBeMade(await write.accessPolicies.create(record, max), max);
    return {
      ...policyAnswer({ record, resource: policy.resource }),
      Permissions: JSON.stringify(record.permissions),
      Resources: JSON.stringify(record.resources),
    };
  },
});
