import { example } from "../../examples/example.ts";
import { connectKmsInstance } from "./connect-kms-instance.ts";

/** A sound request of ConnectKmsInstance. */
export const connectKmsInstanceExample = example(connectKmsInstance, {
  request: ({ newInstance }) => ({
    KmsInstanceId: newInstance,
    KMProvider: "Aliyun" as const,
    VpcId: "vpc-z",
    VSwitchIds: "vsw-z",
    ZoneIds: "z",
  }),
  touches: ({ newInstance }) => [`keystore/${newInstance}`],
  answer: () => ({}),
});
