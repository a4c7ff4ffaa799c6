import { serviceError, updateKmsInstance } from "@keyferry/protocol";
import { handle } from "../../call/handler.ts";

/** UpdateKmsInstance. */
export const updateKmsInstanceHandler = handle(updateKmsInstance, {
  resolve: async ({ KmsInstanceId }, lookup) => ({ use: await lookup.instance(KmsInstanceId) }),
  async perform({ KmsInstanceId, InstanceName }, _, { write }) {
    if (!(await write.instances.rename(KmsInstanceId, InstanceName))) {
      throw serviceError("Forbidden.DKMSInstanceNotFound");
    }
    return {};
  },
});
