import { example } from "../../examples/example.ts";
import { shownInstance, shownMetadata } from "../../examples/shown.ts";
import { describeKey } from "./describe-key.ts";

/** A sound request of DescribeKey. */
export const describeKeyExample = example(describeKey, {
  request: ({ key }) => ({ KeyId: key.KeyId }),
  touches: ({ key }) => [`key/${key.KeyId}`],
  answer: () => ({
    KeyMetadata: {
      ...shownMetadata,
      KeyState: "PendingDeletion",
      DKMSInstanceId: shownInstance,
      DeleteDate: new Date("2026-02-02T03:04:05Z"),
      LastRotationDate: new Date("2026-01-03T03:04:05Z"),
      DeletionProtection: "Disabled",
      DeletionProtectionDescription: "",
    },
  }),
});
