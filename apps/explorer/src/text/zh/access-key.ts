import type { accessKeyText as english } from "../en/access-key.ts";

export const accessKeyText: typeof english = {
  button: "AccessKey",
  none: "未设置 AccessKey",
  title: "AccessKey",
  why: "每个请求都在本页中用它签名。Secret 只保留在当前标签页的内存中，重新加载页面后需要再次输入。",
  builtIn: "这是内置的 AccessKey（服务器监听回环地址时，或在试用环境中），不是秘密。",
  id: "AccessKeyId",
  secret: "AccessKeySecret",
  securityToken: "SecurityToken",
  securityTokenWhen: "仅用于 AssumeRole 得到的临时凭证。",
  use: "使用此 AccessKey",
  forget: "清除",
  needed: "请先设置 AccessKey。",
};
