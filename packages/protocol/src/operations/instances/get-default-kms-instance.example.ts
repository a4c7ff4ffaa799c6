import { example } from "../../examples/example.ts";
import { shownInstance } from "../../examples/shown.ts";
import { getDefaultKmsInstance } from "./get-default-kms-instance.ts";

/** A sound request of GetDefaultKmsInstance. */
export const getDefaultKmsInstanceExample = example(getDefaultKmsInstance, {
  request: () => ({}),
  touches: () => ["keystore"],
  answer: () => ({ DefaultKmsInstanceId: shownInstance }),
});
