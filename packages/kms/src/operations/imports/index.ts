export { deleteKeyMaterialHandler } from "./delete-key-material.ts";
export { getParametersForImportHandler } from "./get-parameters-for-import.ts";
export { importKeyMaterialHandler } from "./import-key-material.ts";
