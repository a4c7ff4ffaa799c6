export { listTagResourcesHandler } from "./list-tag-resources.ts";
