import type { ComponentType } from "preact";
import type { SideProps } from "./side-props.ts";
import { KnownTab } from "./known-tab.tsx";
import { lateTab } from "./late-tab.tsx";
import { RequestTab } from "./request-tab.tsx";

/** A tab beside the form. */
export interface SideTab {
  readonly key: string;
  readonly name: { readonly en: string; readonly zh: string };
  readonly content: ComponentType<SideProps>;
}

/** What follows from a form, tab by tab. */
export const sideTabs: readonly SideTab[] = [
  { key: "request", name: { en: "Request", zh: "请求" }, content: RequestTab },
  {
    key: "signature",
    name: { en: "Signature", zh: "签名" },
    content: lateTab(async () => (await import("../../signature/signature-panel.tsx")).SignaturePanel),
  },
  {
    key: "samples",
    name: { en: "Sample code", zh: "示例代码" },
    content: lateTab(async () => (await import("../../samples/samples-panel.tsx")).SamplesPanel),
  },
  { key: "known", name: { en: "What is known", zh: "API 信息" }, content: KnownTab },
];
