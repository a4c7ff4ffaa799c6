import { example } from "../../examples/example.ts";
import { releaseKmsInstance } from "./release-kms-instance.ts";

/** A sound request of ReleaseKmsInstance. */
export const releaseKmsInstanceExample = example(releaseKmsInstance, {
  request: ({ instance }) => ({ KmsInstanceId: instance }),
  touches: ({ instance }) => [`keystore/${instance}`],
  answer: () => ({}),
});
