import { isKnownHost, type HostRules } from "@keyferry/gateway";
import type { GatewayRequest, GatewayResponse } from "@keyferry/gateway";
import type { Explanation } from "../explanation.ts";
import type { Explanations } from "../explanations.ts";
import { renderHtml, renderUnknown, type Around } from "./html/render-html.ts";
import { pageStyle, stylePath } from "./html/style.ts";
import { languageOf, pageWords } from "./html/words.ts";
import { renderText } from "./render-text.ts";

/** Characters of an Accept header that are read. */
const longestAccept = 1024;
const route = /^\/explain\/([0-9a-f]{32})(?:\?format=(json|text|html))?$/;

type Form = "json" | "text" | "html";

/** What pages stand on. */
export interface ExplanationPageOptions {
  readonly explanations: Explanations;
  readonly hosts: HostRules;
  /** Path of the explorer, to which pages for browsers lead. Absent: there is none. */
  readonly explorer?: string | undefined;
}

/** Where the page of an explanation is, from the origin of any gateway. */
export function explanationPath(id: string): string {
  return `/explain/${id}`;
}

/**
 * Answers a request for the page of an explanation: JSON where the request asks for it by Accept or by `?format=json`, HTML for
 * browsers, in Chinese or English by Accept-Language, and text for terminals. Undefined for a request for anything else. A
 * Host that the gateway does not know is refused: a page in a browser, which may have any name resolve to this machine, must
 * not get at it.
 */
export function explanationPage(
  { method, target, headers }: Pick<GatewayRequest, "method" | "target" | "headers">,
  { explanations, hosts, explorer }: ExplanationPageOptions,
): Promise<GatewayResponse> | undefined {
  if ((method !== "GET" && method !== "HEAD") || !target.startsWith("/explain/")) return undefined;
  const isKnown = isKnownHost(headers.get("host") ?? "", hosts);
  if (target === stylePath && isKnown) return Promise.resolve(answer(200, "css", pageStyle));
  const [, id = "", format] = route.exec(target) ?? [];
  const form = (format as Form | undefined) ?? formFor(headers.get("accept") ?? "");
  const words = pageWords[languageOf(headers.get("accept-language") ?? "")];
  const around = { words, explorer };
  return page();

  async function page(): Promise<GatewayResponse> {
    const found = isKnown ? await explanations.find(id) : undefined;
    return found === undefined
      ? answer(404, form, unknown(form, around))
      : answer(200, form, rendered(found, form, around));
  }
}

function rendered(explanation: Explanation, form: Form, around: Around): string {
  switch (form) {
    case "json":
      return JSON.stringify(explanation);
    case "text":
      return renderText(explanation);
    case "html":
      return renderHtml(explanation, around);
  }
}

function unknown(form: Form, around: Around): string {
  const sentence = "Unknown id, or too old: only the last explanations are kept.";
  if (form === "html") return renderUnknown(around);
  return form === "json" ? JSON.stringify({ message: sentence }) : `${sentence}\n`;
}

/** Browsers name HTML; programs that want JSON name that, whatever else they take. */
function formFor(accept: string): Form {
  const types = accept
    .slice(0, longestAccept)
    .split(",")
    .map((range) => range.split(";", 1)[0]?.trim().toLowerCase());
  if (types.includes("application/json")) return "json";
  return types.includes("text/html") ? "html" : "text";
}

const types: Readonly<Record<Form | "css", string>> = {
  json: "application/json;charset=utf-8",
  text: "text/plain;charset=utf-8",
  html: "text/html;charset=utf-8",
  css: "text/css;charset=utf-8",
};

/** A page has a style of this server, and nothing else: no script, no picture, no form, no frame around it. */
const contentSecurityPolicy =
  "default-src 'none'; style-src 'self'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'";

function answer(status: number, form: Form | "css", body: string): GatewayResponse {
  const headers = {
    "content-type": types[form],
    "cache-control": "no-store",
    // Nothing may take it for a page with a script in it.
    "x-content-type-options": "nosniff",
    ...(form === "html" && { "content-security-policy": contentSecurityPolicy }),
  };
  return { status, headers, body };
}
