import { example } from "../../examples/example.ts";
import { shownPage } from "../../examples/shown.ts";
import { managedDataKeyVersionName } from "./fields.ts";
import { listManagedDataKeyVersions } from "./list-managed-data-key-versions.ts";

/** A sound request of ListManagedDataKeyVersions. */
export const listManagedDataKeyVersionsExample = example(listManagedDataKeyVersions, {
  request: ({ managedDataKey: { DataKeyName } }) => ({ DataKeyName }),
  touches: () => ["secret"],
  answer: () => ({
    DataKeyName: "orders",
    ManagedDataKeyVersions: ["xH6OPUmz", "a1B2c3D4"].map((id) => ({
      DataKeyVersionId: id,
      DataKeyVersionName: managedDataKeyVersionName("orders", id),
    })),
    ...shownPage,
  }),
});
