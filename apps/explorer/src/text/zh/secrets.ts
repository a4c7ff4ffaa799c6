import type { secrets as english } from "../en/secrets.ts";

export const secrets: typeof english = {
  title: "凭据",
  lead: "当前账号在该地域的凭据。凭据值只能通过 GetSecretValue 查看。",
  create: "创建凭据",
  none: "还没有凭据。",
  noneSuch: "没有符合筛选条件的凭据。",
  tabs: "凭据信息",
  overview: "概览",
  versions: "凭据版本",
  noVersions: "没有带版本状态的版本。",
  what: "可用操作",
  deletedAt: "已删除，彻底清除时间",
};
