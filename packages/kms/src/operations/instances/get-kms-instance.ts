import { getKmsInstance } from "@keyferry/protocol";
import { handle } from "../../call/handler.ts";
import { planAnswer } from "../../instances/plan.ts";

/** GetKmsInstance. */
export const getKmsInstanceHandler = handle(getKmsInstance, {
  resolve: async ({ KmsInstanceId }, lookup) => ({ use: await lookup.instance(KmsInstanceId) }),
  perform(_, { use: { instance } }, { caCertificateChainPem }) {
    const { id, name, createdAt, connection, boundVpcs, plan, deletionProtection } = instance;
    return {
      KmsInstance: {
        InstanceId: id,
        InstanceName: name,
        Status: connection === null ? "Uninitialized" : "Connected",
        ...planAnswer(plan),
        CreateTime: new Date(createdAt),
        ...(connection !== null && { StartDate: new Date(connection.connectedAt) }),
        DeletionProtection: deletionProtection !== null,
        ...(deletionProtection !== null && { DeletionProtectionDescription: deletionProtection }),
        ...(caCertificateChainPem !== null && { CaCertificateChainPem: caCertificateChainPem }),
        ...(connection !== null && { VpcId: connection.vpcId }),
        VswitchIds: [...(connection?.vSwitchIds ?? [])],
        ZoneIds: [...(connection?.zoneIds ?? [])],
        BindVpcs: boundVpcs.map(({ regionId, vpcId, vSwitchId, vpcOwnerId }) => ({
          RegionId: regionId,
          VpcId: vpcId,
          VSwitchId: vSwitchId,
          VpcOwnerId: vpcOwnerId,
        })),
      },
    };
  },
});
