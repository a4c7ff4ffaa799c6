export { createKeyVersionHandler } from "./create-key-version.ts";
export { describeKeyVersionHandler } from "./describe-key-version.ts";
export { listKeyVersionsHandler } from "./list-key-versions.ts";
