export { listTagResources } from "./list-tag-resources.ts";
