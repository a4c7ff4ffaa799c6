import { connectKmsInstance, serviceError } from "@keyferry/protocol";
import { handle } from "../../handler.ts";

/** ConnectKmsInstance. */
export const connectKmsInstanceHandler = handle(connectKmsInstance, {
  resolve: async ({ KmsInstanceId }, lookup) => ({ use: await lookup.instance(KmsInstanceId) }),
  async perform({ VpcId, VSwitchIds, ZoneIds }, { use: { instance } }, { write }) {
    const connection = { vpcId: VpcId, vSwitchIds: VSwitchIds.split(","), zoneIds: ZoneIds.split(",") };
    if (!(await write.connectInstance(instance.id, connection))) {
      throw serviceError("Forbidden.DKMSInstanceStateInvalid", { reason: "it is connected already" });
    }
    return {};
  },
});
