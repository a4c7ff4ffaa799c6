import type { instances as english } from "../en/instances.ts";

export const instances: typeof english = {
  title: "KMS 实例",
  lead: "当前账号在该地域的 KMS 实例，每个实例有自己的专属网关。",
  connect: "启用实例",
  none: "没有实例。",
  tabs: "实例信息",
  overview: "概览",
  ca: "CA 证书",
  noCa: "该实例的网关没有自己的 CA。",
  what: "可用操作",
};
