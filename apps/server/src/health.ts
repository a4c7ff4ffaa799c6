import type { IncomingMessage } from "node:http";
import type { GatewayResponse } from "@keyferry/gateway";
import type { CryptoBackend } from "@keyferry/crypto";
import type { KeyStore } from "@keyferry/store";

/** Answers a health question; undefined for any other request. */
export type Health = (
  request: Pick<IncomingMessage, "method" | "url">,
) => Promise<GatewayResponse> | undefined;

/** Unsigned, on every gateway: `/healthz`, the process is alive; `/readyz`, the store and the cryptography answer. */
export function createHealth({
  store,
  crypto,
}: {
  readonly store: KeyStore;
  readonly crypto: CryptoBackend;
}): Health {
  return ({ method, url }) => {
    if (method !== "GET" && method !== "HEAD") return undefined;
    if (url === "/healthz") return Promise.resolve(report(200, "alive"));
    return url === "/readyz" ? readiness() : undefined;
  };

  async function readiness(): Promise<GatewayResponse> {
    try {
      await store.ping();
      await crypto.random(1);
      return report(200, "ready");
    } catch {
      return report(503, "not ready");
    }
  }
}

function report(status: number, text: string): GatewayResponse {
  const headers = { "content-type": "application/json;charset=utf-8", "cache-control": "no-store" };
  return { status, headers, body: JSON.stringify({ status: text }) };
}
