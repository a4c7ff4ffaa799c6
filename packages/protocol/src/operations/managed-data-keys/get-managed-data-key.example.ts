import { example } from "../../examples/example.ts";
import { shownBytes } from "../../examples/shown.ts";
import { managedDataKeyVersionName } from "./fields.ts";
import { getManagedDataKey } from "./get-managed-data-key.ts";

/** A sound request of GetManagedDataKey. */
export const getManagedDataKeyExample = example(getManagedDataKey, {
  request: ({ managedDataKey: { DataKeyName, DataKeyVersionId } }) => ({ DataKeyName, DataKeyVersionId }),
  touches: ({ managedDataKey: { DataKeyName, DataKeyVersionId }, key }) => [
    `secret/${managedDataKeyVersionName(DataKeyName, DataKeyVersionId)}`,
    `key/${key.KeyId}`,
  ],
  answer: () => ({
    DataKeyName: "orders",
    DataKeyVersionId: "xH6OPUmz",
    DataKeyVersionName: managedDataKeyVersionName("orders", "xH6OPUmz"),
    Plaintext: shownBytes(32),
  }),
});
