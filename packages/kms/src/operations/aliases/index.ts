export { createAliasHandler } from "./create-alias.ts";
export { deleteAliasHandler } from "./delete-alias.ts";
export { listAliasesByKeyIdHandler } from "./list-aliases-by-key-id.ts";
export { listAliasesHandler } from "./list-aliases.ts";
export { updateAliasHandler } from "./update-alias.ts";
