import { serviceError, updateKmsInstanceBindVpc } from "@keyferry/protocol";
import { connected } from "../../call/connected-instance.ts";
import { handle } from "../../call/handler.ts";
import { reachingVpcs } from "../../instances/plan.ts";

/** UpdateKmsInstanceBindVpc. */
export const updateKmsInstanceBindVpcHandler = handle(updateKmsInstanceBindVpc, {
  resolve: async ({ KmsInstanceId }, lookup) => ({ use: await lookup.instance(KmsInstanceId) }),
  async perform({ BindVpcs }, { use }, { write }) {
    const { id, connection, plan } = connected(use.instance);
    const boundVpcs = BindVpcs.map(({ RegionId, VpcId, VSwitchId, VpcOwnerId }) => ({
      regionId: RegionId,
      vpcId: VpcId,
      vSwitchId: VSwitchId,
      vpcOwnerId: String(VpcOwnerId),
    }));
    if (reachingVpcs({ connection, boundVpcs }) > plan.vpcs) {
      const reason = `${String(plan.vpcs)} VPCs may reach the instance, its own among them`;
      throw serviceError("Rejected.LimitExceeded", { reason });
    }
    if (!(await write.instances.bindVpcs(id, boundVpcs))) {
      throw serviceError("Forbidden.DKMSInstanceNotFound");
    }
    return {};
  },
});
