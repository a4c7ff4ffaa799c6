import type { tags as english } from "../en/tags.ts";

export const tags: typeof english = {
  title: "标签",
  lead: "密钥、凭据和实例的标签。策略的条件可以使用标签。",
  add: "添加标签",
  kind: "ResourceType",
  none: "这里没有标签。",
  more: "下一页",
  first: "第一页",
};
