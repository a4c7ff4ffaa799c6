import { example } from "../../examples/example.ts";
import { shownBytes, shownVersion } from "../../examples/shown.ts";
import { exportDataKeyToRecipients } from "./export-data-key-to-recipients.ts";

/** A sound request of ExportDataKeyToRecipients. */
export const exportDataKeyToRecipientsExample = example(exportDataKeyToRecipients, {
  request: ({ key, recipient }) => ({ CiphertextBlob: key.CiphertextBlob, Recipients: [recipient] }),
  touches: ({ key }) => [`key/${key.KeyId}`],
  answer: () => ({
    ...shownVersion,
    Recipients: [
      { Fingerprint: "a".repeat(64), ExportedDataKey: shownBytes(256) },
      { Fingerprint: "b".repeat(64), Code: "Forbidden.NoPermission", Message: "No permission." },
    ],
  }),
});
