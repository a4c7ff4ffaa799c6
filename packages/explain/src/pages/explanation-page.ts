import { isKnownHost, type HostRules } from "@keyferry/gateway";
import type { GatewayRequest, GatewayResponse } from "@keyferry/gateway";
import type { Explanations } from "../explanations.ts";
import { renderText } from "./render-text.ts";

/** Characters of an Accept header that are read. */
const longestAccept = 1024;
const route = /^\/explain\/([0-9a-f]{32})(?:\?format=(json|text))?$/;

/** Where the page of an explanation is, from the origin of any gateway. */
export function explanationPath(id: string): string {
  return `/explain/${id}`;
}

/**
 * Answers a request for the page of an explanation: JSON where the request asks for it by Accept or by `?format=json`, text
 * otherwise. Undefined for a request for anything else. A Host that the gateway does not know is refused: a page in a
 * browser, which may have any name resolve to this machine, must not get at it.
 */
export function explanationPage(
  { method, target, headers }: Pick<GatewayRequest, "method" | "target" | "headers">,
  { explanations, hosts }: { readonly explanations: Explanations; readonly hosts: HostRules },
): Promise<GatewayResponse> | undefined {
  if ((method !== "GET" && method !== "HEAD") || !target.startsWith("/explain/")) return undefined;
  const [, id = "", format = ""] = route.exec(target) ?? [];
  const asJson = format === "" ? wantsJson(headers.get("accept") ?? "") : format === "json";
  return page();

  async function page(): Promise<GatewayResponse> {
    const found = isKnownHost(headers.get("host") ?? "", hosts) ? await explanations.find(id) : undefined;
    if (found === undefined) {
      const sentence = "Unknown id, or too old: only the last explanations are kept.";
      return asJson
        ? answer(404, "json", JSON.stringify({ message: sentence }))
        : answer(404, "text", `${sentence}\n`);
    }
    return asJson ? answer(200, "json", JSON.stringify(found)) : answer(200, "text", renderText(found));
  }
}

function wantsJson(accept: string): boolean {
  return accept
    .slice(0, longestAccept)
    .split(",")
    .some((range) => range.split(";", 1)[0]?.trim().toLowerCase() === "application/json");
}

function answer(status: number, form: "json" | "text", body: string): GatewayResponse {
  const type = form === "json" ? "application/json;charset=utf-8" : "text/plain;charset=utf-8";
  const headers = {
    "content-type": type,
    "cache-control": "no-store",
    // Nothing may take it for a page with a script in it.
    "x-content-type-options": "nosniff",
  };
  return { status, headers, body };
}
