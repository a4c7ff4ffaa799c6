export { listResourceTags } from "./list-resource-tags.ts";
export { listTagResources } from "./list-tag-resources.ts";
export { tagResource } from "./tag-resource.ts";
export { tagResources } from "./tag-resources.ts";
export { untagResource } from "./untag-resource.ts";
export { untagResources } from "./untag-resources.ts";
