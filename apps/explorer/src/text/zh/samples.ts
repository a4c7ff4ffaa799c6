import type { samples as english } from "../en/samples.ts";

export const samples: typeof english = {
  languages: "语言",
  sample: (language) => `${language} 示例`,
  checked: { run: "测试已运行", parsed: "仅做语法检查" },
  checkedMeans: {
    run: "每个 API 的这种示例都由自动化测试对着真实服务运行过。",
    parsed: "每个 API 的这种示例都由自动化测试用该语言自己的解析器检查过语法。",
  },
  save: "另存为",
  none: (language) => `${language} 没有这次调用的示例：它不支持这个 API，或者某个参数值的类型不符合要求。`,
  curl: "改看 curl 示例",
  needs: "需要",
  accessKey:
    "示例中不含 AccessKey：运行前请先设置环境变量 ALIBABA_CLOUD_ACCESS_KEY_ID 和 ALIBABA_CLOUD_ACCESS_KEY_SECRET。",
  playground: "示例调用的是本机上的服务；试用环境只在当前标签页内运行，无法从外部调用。",
};
