import type { home as english } from "../en/home.ts";

export const home: typeof english = {
  title: "看得见内部的 KMS",
  lead: "它兼容阿里云 KMS 的 API，核心是 ExportDataKey：数据密钥在服务内部解密，再用您提供的公钥重新加密，因此从 KMS 到密码模块的途中没有人能看到它。",
  journey: "跟随一个数据密钥",
  journeyLead: "创建一个接收方，把密钥导出给它，每一步都能看到谁能看见什么。只需五分钟。",
  journeyGo: "开始了解",
  operation: "试用一个 API",
  operationLead: "填写表单，看签名如何逐步生成，发送请求，并带走示例代码。",
  operationGo: "试用 ExportDataKey",
  operationsAll: (count) => `全部 ${String(count)} 个 API`,
  keys: "管理密钥",
  keysLead: "密钥、凭据、实例；谁可以导出什么、导出给谁；审计日志；哪些请求被拒绝以及原因。",
  keysGo: "查看密钥",
};
