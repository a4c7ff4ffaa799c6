import { connectKmsInstance, serviceError } from "@keyferry/protocol";
import { handle } from "../../call/handler.ts";

/** ConnectKmsInstance. */
export const connectKmsInstanceHandler = handle(connectKmsInstance, {
  resolve: async ({ KmsInstanceId }, lookup) => ({ use: await lookup.instance(KmsInstanceId) }),
  async perform({ VpcId, VSwitchIds, ZoneIds }, { use: { instance } }, { scope, write }) {
    const connection = {
      vpcId: VpcId,
      vSwitchIds: VSwitchIds.split(","),
      zoneIds: ZoneIds.split(","),
      connectedAt: scope.time,
    };
    const outcome = await write.instances.connect(instance.id, connection);
    if (outcome === "connected already") {
      throw serviceError("Forbidden.DKMSInstanceStateInvalid", { reason: "it is connected already" });
    }
    if (outcome === "not found") throw serviceError("Forbidden.DKMSInstanceNotFound");
    return {};
  },
});
