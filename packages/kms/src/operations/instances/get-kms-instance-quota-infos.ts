import { getKmsInstanceQuotaInfos } from "@keyferry/protocol";
import { handle } from "../../call/handler.ts";
import { reachingVpcs } from "../../instances/plan.ts";

/** GetKmsInstanceQuotaInfos. */
export const getKmsInstanceQuotaInfosHandler = handle(getKmsInstanceQuotaInfos, {
  resolve: async ({ KmsInstanceId }, lookup) => ({
    use: await (KmsInstanceId === undefined ? lookup.defaultInstance() : lookup.instance(KmsInstanceId)),
  }),
  async perform({ ResourceType }, { use: { instance } }, { read }) {
    const { plan } = instance;
    const used = await read.instances.usage(instance.id);
    const all = [
      { ResourceType: "key", ResourceQuota: plan.keyVersions, UsedQuantity: used.keyVersions },
      { ResourceType: "secret", ResourceQuota: plan.secrets, UsedQuantity: used.secrets },
      { ResourceType: "qps", ResourceQuota: plan.callsPerSecond, UsedQuantity: 0 },
      { ResourceType: "vpc", ResourceQuota: plan.vpcs, UsedQuantity: reachingVpcs(instance) },
    ];
    return {
      KmsInstanceId: instance.id,
      KmsInstanceQuotaInfos: all.filter((row) => row.ResourceType === (ResourceType ?? row.ResourceType)),
    };
  },
});
