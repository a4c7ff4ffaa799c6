export { createAlias } from "./create-alias.ts";
export { deleteAlias } from "./delete-alias.ts";
export { listAliasesByKeyId } from "./list-aliases-by-key-id.ts";
export { listAliases } from "./list-aliases.ts";
export { updateAlias } from "./update-alias.ts";
