import { example } from "../../examples/example.ts";
import { shownBytes, shownVersion } from "../../examples/shown.ts";
import { generateAndExportDataKey } from "./generate-and-export-data-key.ts";

/** A sound request of GenerateAndExportDataKey. */
export const generateAndExportDataKeyExample = example(generateAndExportDataKey, {
  request: ({ key, recipient }) => ({ KeyId: key.KeyId, ...recipient }),
  touches: ({ key }) => [`key/${key.KeyId}`],
  answer: () => ({
    ...shownVersion,
    CiphertextBlob: shownBytes(96),
    ExportedDataKey: shownBytes(256),
  }),
});
