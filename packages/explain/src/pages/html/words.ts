/** What pages say around an explanation. What an explanation itself says is English. */
const english = {
  tag: "en",
  title: "Why it was refused",
  explorer: "Explorer",
  operation: "Operation",
  none: "none",
  time: "Time",
  gateway: "Gateway",
  region: "Region",
  whatToDo: "What to do",
  dryRun: "A dry run. Without DryRun the answer would be",
  documented: "Alibaba Cloud documents:",
  difference: "Where the texts differ",
  behind: "behind character",
  of: { "string to sign": "String to sign", "canonical request": "Canonical request" },
  rightAfter: "Both have",
  server: "The server goes on",
  client: "The client goes on",
  canonicalRequest: "The server's canonical request",
  stringToSign: "The server's string to sign",
  access: "What the policies say",
  otherForms: "The same as",
  unknown: "There is no such explanation",
  unknownNext:
    "The id is unknown or too old: only the last explanations are kept. Send the request again to get a new one.",
};

/** The words of a language. */
export type PageWords = typeof english;

/** By language. */
export const pageWords = {
  en: english,
  zh: {
    tag: "zh-CN",
    title: "请求为什么被拒绝",
    explorer: "Explorer",
    operation: "操作",
    none: "无",
    time: "时间",
    gateway: "网关",
    region: "地域",
    whatToDo: "如何处理",
    dryRun: "这是预检请求。不带 DryRun 时会返回",
    documented: "阿里云文档中的说明：",
    difference: "两段文本的不同之处",
    behind: "位于字符之后：",
    of: { "string to sign": "待签名字符串", "canonical request": "规范化请求" },
    rightAfter: "双方相同的部分",
    server: "服务端接下来是",
    client: "客户端接下来是",
    canonicalRequest: "服务端的规范化请求",
    stringToSign: "服务端的待签名字符串",
    access: "权限策略的判定",
    otherForms: "其他格式：",
    unknown: "没有这条说明",
    unknownNext: "该 ID 不存在或已过期：只保留最近的说明。请重新发送请求，获取新的说明。",
  },
} satisfies Readonly<Record<string, PageWords>>;

/** A language that pages are written in. */
export type PageLanguage = keyof typeof pageWords;

/** Characters of an Accept-Language header that are read. */
const longest = 256;

/** The language that a reader asks for (RFC 9110 12.5.4): English where none of ours is asked for. */
export function languageOf(acceptLanguage: string): PageLanguage {
  const asked = acceptLanguage
    .slice(0, longest)
    .split(",")
    .map((range) => {
      const [tag = "", ...parameters] = range.split(";").map((part) => part.trim().toLowerCase());
      const weight = parameters.find((parameter) => parameter.startsWith("q="))?.slice(2) ?? "1";
      return { language: tag.split("-", 1)[0] ?? "", weight: Number(weight) };
    })
    .filter(({ weight }) => weight > 0)
    .toSorted((one, other) => other.weight - one.weight);
  const found = asked.find(({ language }) => language === "en" || language === "zh");
  return found?.language === "zh" ? "zh" : "en";
}
