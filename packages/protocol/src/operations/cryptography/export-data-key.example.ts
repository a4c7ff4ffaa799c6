import { example } from "../../examples/example.ts";
import { shownBytes, shownVersion } from "../../examples/shown.ts";
import { exportDataKey } from "./export-data-key.ts";

/** A sound request of ExportDataKey. */
export const exportDataKeyExample = example(exportDataKey, {
  request: ({ key, recipient }) => ({ CiphertextBlob: key.CiphertextBlob, ...recipient }),
  touches: ({ key }) => [`key/${key.KeyId}`],
  answer: () => ({ ...shownVersion, ExportedDataKey: shownBytes(256) }),
});
