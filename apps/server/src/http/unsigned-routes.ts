import type { IncomingMessage } from "node:http";
import type { GatewayResponse } from "@keyferry/gateway";
import type { GatewayKind } from "@keyferry/protocol";
import { isLoopback } from "../config/check-options.ts";
import type { ExplanationPages } from "../explain/explaining.ts";
import { headersOf } from "./headers.ts";
import type { Metrics } from "../metrics.ts";

/** Answers what needs no signature; undefined for any other request. */
export type UnsignedRoutes = (
  request: Pick<IncomingMessage, "method" | "url" | "socket" | "rawHeaders">,
) => Promise<GatewayResponse> | undefined;

/**
 * What needs no signature: `/healthz` (the process is alive) and `/readyz` (the store, the cryptography and the token
 * of a hardware module answer) on every gateway, `/metrics` on the public one and for this machine only, and the pages of
 * explanations where refusals are explained.
 */
export function createUnsignedRoutes({
  kind,
  checks,
  metrics,
  explanationPages,
}: {
  readonly kind: GatewayKind;
  /** Each fails while the service cannot do its work. */
  readonly checks: readonly (() => unknown)[];
  readonly metrics: Metrics;
  readonly explanationPages: ExplanationPages | undefined;
}): UnsignedRoutes {
  return ({ method, url = "", socket, rawHeaders }) => {
    if (method !== "GET" && method !== "HEAD") return undefined;
    if (url === "/healthz") return Promise.resolve(status(200, "alive"));
    if (url === "/readyz") return readiness();
    if (url === "/metrics" && kind === "public" && isFromHere(socket.remoteAddress)) return figures();
    if (explanationPages === undefined || !url.startsWith("/explain/")) return undefined;
    return explanationPages({ method, target: url, headers: headersOf(rawHeaders) });
  };

  async function readiness(): Promise<GatewayResponse> {
    try {
      for (const check of checks) await check();
      return status(200, "ready");
    } catch {
      return status(503, "not ready");
    }
  }

  async function figures(): Promise<GatewayResponse> {
    return answer(200, metrics.contentType, await metrics.render());
  }
}

/** A socket that listens for both families shows IPv4 addresses in IPv6 form. */
function isFromHere(address: string | undefined): boolean {
  return address !== undefined && isLoopback(address.replace(/^::ffff:/, ""));
}

function status(code: number, text: string): GatewayResponse {
  return answer(code, "application/json;charset=utf-8", JSON.stringify({ status: text }));
}

function answer(code: number, contentType: string, body: string): GatewayResponse {
  return { status: code, headers: { "content-type": contentType, "cache-control": "no-store" }, body };
}
