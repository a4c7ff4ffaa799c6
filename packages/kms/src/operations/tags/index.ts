export { listResourceTagsHandler } from "./list-resource-tags.ts";
export { listTagResourcesHandler } from "./list-tag-resources.ts";
export { tagResourceHandler } from "./tag-resource.ts";
export { tagResourcesHandler } from "./tag-resources.ts";
export { untagResourceHandler } from "./untag-resource.ts";
export { untagResourcesHandler } from "./untag-resources.ts";
