export { deleteKeyMaterial } from "./delete-key-material.ts";
export { getParametersForImport } from "./get-parameters-for-import.ts";
export { importKeyMaterial } from "./import-key-material.ts";
