/** Tags over all kinds of resources. */
export const tags = {
  title: "Tags",
  lead: "Tags of keys, secrets and instances. Policies can have conditions on them.",
  add: "Add tags",
  kind: "ResourceType",
  none: "No tags here.",
  more: "Next page",
  first: "First page",
};
