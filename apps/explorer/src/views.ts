import type { Views } from "./frame/view.ts";

/** Every view of the page. */
export const views: Views = {
  first: "home",
  all: {
    home: {
      name: { en: "Start", zh: "首页" },
      listed: false,
      load: () => import("./home/home-view.tsx"),
    },
    journey: {
      name: { en: "The journey of a data key", zh: "数据密钥的旅程" },
      listed: true,
      load: () => import("./journey/journey-view.tsx"),
    },
    keys: {
      name: { en: "Keys", zh: "密钥" },
      listed: true,
      load: () => import("./keys/keys-view.tsx"),
    },
    aliases: {
      name: { en: "Aliases", zh: "别名" },
      listed: true,
      load: () => import("./keys/aliases-view.tsx"),
    },
    secrets: {
      name: { en: "Secrets", zh: "凭据" },
      listed: true,
      load: () => import("./secrets/secrets-view.tsx"),
    },
    tags: {
      name: { en: "Tags", zh: "标签" },
      listed: true,
      load: () => import("./tags/tags-view.tsx"),
    },
    instances: {
      name: { en: "Instances", zh: "KMS 实例" },
      listed: true,
      load: () => import("./instances/instances-view.tsx"),
    },
    access: {
      name: { en: "Access", zh: "访问控制" },
      listed: true,
      load: () => import("./access/access-view.tsx"),
    },
    trail: {
      name: { en: "Audit trail", zh: "审计日志" },
      listed: true,
      load: () => import("./trail/trail-view.tsx"),
    },
    refusals: {
      name: { en: "Refusals", zh: "拒绝记录" },
      listed: true,
      load: () => import("./trail/refusals-view.tsx"),
    },
    operations: {
      name: { en: "Operations", zh: "API" },
      listed: false,
      load: () => import("./operations/operations-view.tsx"),
    },
    signature: {
      name: { en: "Signature", zh: "签名" },
      listed: true,
      load: () => import("./signature/signature-view.tsx"),
    },
  },
};
