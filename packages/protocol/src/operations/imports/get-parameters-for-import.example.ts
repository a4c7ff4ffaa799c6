import { example } from "../../examples/example.ts";
import { shownBytes, shownMoment, shownVersion } from "../../examples/shown.ts";
import { getParametersForImport } from "./get-parameters-for-import.ts";

/** A sound request of GetParametersForImport. */
export const getParametersForImportExample = example(getParametersForImport, {
  request: ({ waitingKey: { KeyId } }) => ({
    KeyId,
    WrappingAlgorithm: "SM2PKE" as const,
    WrappingKeySpec: "EC_SM2" as const,
  }),
  touches: ({ waitingKey }) => [`key/${waitingKey.KeyId}`],
  answer: () => ({
    KeyId: shownVersion.KeyId,
    PublicKey: shownBytes(91),
    ImportToken: shownBytes(200),
    TokenExpireTime: shownMoment,
  }),
});
