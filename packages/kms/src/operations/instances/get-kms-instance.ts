import { getKmsInstance } from "@keyferry/protocol";
import { handle } from "../../call/handler.ts";

/** GetKmsInstance. */
export const getKmsInstanceHandler = handle(getKmsInstance, {
  resolve: async ({ KmsInstanceId }, lookup) => ({ use: await lookup.instance(KmsInstanceId) }),
  perform(_, { use: { instance } }, { caCertificateChainPem }) {
    const { id, name, createdAt, connection, boundVpcs } = instance;
    return {
      KmsInstance: {
        InstanceId: id,
        InstanceName: name,
        Status: connection === null ? "Uninitialized" : "Connected",
        CreateTime: new Date(createdAt),
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
        VpcNum: (connection === null ? 0 : 1) + boundVpcs.length,
      },
    };
  },
});
