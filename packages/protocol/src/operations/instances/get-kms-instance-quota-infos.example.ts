import { example } from "../../examples/example.ts";
import { shownInstance } from "../../examples/shown.ts";
import { getKmsInstanceQuotaInfos } from "./get-kms-instance-quota-infos.ts";

/** A sound request of GetKmsInstanceQuotaInfos. */
export const getKmsInstanceQuotaInfosExample = example(getKmsInstanceQuotaInfos, {
  request: ({ instance }) => ({ KmsInstanceId: instance }),
  touches: ({ instance }) => [`keystore/${instance}`],
  answer: () => ({
    KmsInstanceId: shownInstance,
    KmsInstanceQuotaInfos: [
      { ResourceType: "key", ResourceQuota: 1000, UsedQuantity: 12 },
      { ResourceType: "secret", ResourceQuota: 100, UsedQuantity: 3 },
    ],
  }),
});
