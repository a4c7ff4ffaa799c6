import { example } from "../../examples/example.ts";
import { updateKmsInstanceBindVpc } from "./update-kms-instance-bind-vpc.ts";

/** A sound request of UpdateKmsInstanceBindVpc. */
export const updateKmsInstanceBindVpcExample = example(updateKmsInstanceBindVpc, {
  request: ({ instance, account, region }) => ({
    KmsInstanceId: instance,
    BindVpcs: [{ RegionId: region, VpcId: "vpc-b", VSwitchId: "vsw-b", VpcOwnerId: account }],
  }),
  touches: ({ instance }) => [`keystore/${instance}`],
  answer: () => ({}),
});
