export { getManagedDataKey } from "./get-managed-data-key.ts";
export { listManagedDataKeyVersions } from "./list-managed-data-key-versions.ts";
