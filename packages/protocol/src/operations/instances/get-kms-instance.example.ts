import { example } from "../../examples/example.ts";
import { shownInstance, shownMoment } from "../../examples/shown.ts";
import { getKmsInstance } from "./get-kms-instance.ts";

/** A sound request of GetKmsInstance. */
export const getKmsInstanceExample = example(getKmsInstance, {
  request: ({ instance }) => ({ KmsInstanceId: instance }),
  touches: ({ instance }) => [`keystore/${instance}`],
  answer: () => ({
    KmsInstance: {
      InstanceId: shownInstance,
      InstanceName: "orders",
      Status: "Connected",
      CreateTime: shownMoment,
      CaCertificateChainPem: "-----BEGIN CERTIFICATE-----\nAAEC\n-----END CERTIFICATE-----\n",
      VpcId: "vpc-orders",
      VswitchIds: ["vsw-a", "vsw-b"],
      ZoneIds: ["cn-hangzhou-a"],
      BindVpcs: [
        {
          RegionId: "cn-hangzhou",
          VpcId: "vpc-returns",
          VSwitchId: "vsw-c",
          VpcOwnerId: "2000000000000000",
        },
      ],
      VpcNum: 2,
    },
  }),
});
