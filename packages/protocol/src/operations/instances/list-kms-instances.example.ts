import { example } from "../../examples/example.ts";
import { shownArn, shownInstance, shownPage } from "../../examples/shown.ts";
import { listKmsInstances } from "./list-kms-instances.ts";

/** A sound request of ListKmsInstances. */
export const listKmsInstancesExample = example(listKmsInstances, {
  request: () => ({}),
  touches: () => ["keystore"],
  answer: () => ({
    KmsInstances: [{ KmsInstanceId: shownInstance, KmsInstanceArn: shownArn(`keystore/${shownInstance}`) }],
    ...shownPage,
    TotalCount: 1,
  }),
});
