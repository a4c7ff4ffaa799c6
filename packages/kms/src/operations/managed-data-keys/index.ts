export { getManagedDataKeyHandler } from "./get-managed-data-key.ts";
export { listManagedDataKeyVersionsHandler } from "./list-managed-data-key-versions.ts";
