export { createKeyVersion } from "./create-key-version.ts";
export { describeKeyVersion } from "./describe-key-version.ts";
export { listKeyVersions } from "./list-key-versions.ts";
