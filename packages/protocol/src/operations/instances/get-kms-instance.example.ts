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
      ChargeType: "PREPAY",
      ProductType: "kms_ddi_public_cn",
      ProductVersion: "3",
      SaleStatus: "Normal",
      Spec: 1000,
      KeyNum: 1000,
      SecretNum: "10",
      VpcNum: 5,
      Log: 1,
      LogStorage: 1000,
      CreateTime: shownMoment,
      StartDate: shownMoment,
      EndDate: shownMoment,
      DeletionProtection: true,
      DeletionProtectionDescription: "in use",
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
    },
  }),
});
