import type { keys as english } from "../en/keys.ts";

export const keys: typeof english = {
  title: "密钥",
  lead: "当前账号在该地域的全部密钥，按创建时间排列。",
  create: "创建密钥",
  none: "还没有密钥。",
  noneSuch: "没有符合筛选条件的密钥。",
  aliases: "别名",
  aliasesLead: "密钥的名称，可以随时改为指向另一个密钥。",
  noAliases: "还没有别名。",
  createAlias: "创建别名",
  tabs: "密钥信息",
  overview: "概览",
  versions: "密钥版本",
  tags: "标签",
  noTags: "没有标签。",
  addTags: "添加标签",
  policy: "密钥策略",
  policyOfInstanceOnly: "只有 KMS 实例中的密钥才有自己的策略。",
  what: "可用操作",
  exporters: "谁可以导出？导出给谁？",
  primary: "主版本",
};
