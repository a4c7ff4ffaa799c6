import type { operations as english } from "../en/operations.ts";

export const operations: typeof english = {
  title: "API",
  lead: "这个 KMS 提供的全部 API，按类别排列。每个 API 都有表单、签名后的请求、示例代码和返回结果。",
  dryRun: "DryRun",
  instance: "需实例",
  dryRunMeans: "支持 DryRun：只做检查，不做任何改动。",
  instanceMeans: "需要 KMS 实例。",
  unknown: (name) => `没有名为 ${name} 的 API。`,
  groups: {
    keys: "密钥",
    versions: "密钥版本",
    aliases: "别名",
    policies: "密钥策略与凭据策略",
    cryptography: "密码运算与导出",
    imports: "导入密钥材料",
    instances: "KMS 实例",
    secrets: "凭据",
    managedDataKeys: "托管数据密钥",
    service: "服务",
    tags: "标签",
    accessPoints: "应用接入点",
    keyferry: "Keyferry 特有",
    sts: "STS（安全令牌服务）",
  },
};
