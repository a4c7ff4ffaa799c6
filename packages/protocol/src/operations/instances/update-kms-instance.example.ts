import { example } from "../../examples/example.ts";
import { updateKmsInstance } from "./update-kms-instance.ts";

/** A sound request of UpdateKmsInstance. */
export const updateKmsInstanceExample = example(updateKmsInstance, {
  request: ({ instance }) => ({ KmsInstanceId: instance, InstanceName: "orders" }),
  touches: ({ instance }) => [`keystore/${instance}`],
  answer: () => ({}),
});
