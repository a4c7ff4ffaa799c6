import { loadOnce } from "@keyferry/crypto";
import {
  forSender,
  isKnownHost,
  namesThisMachine,
  senderOf,
  type GatewayRequest,
  type GatewayResponse,
  type HostRules,
} from "@keyferry/gateway";
import { receiptKeyPath, type ReceiptJwk } from "@keyferry/receipt/signing";
import { isLoopback } from "../config/loopback.ts";
import type { ExplanationPages } from "../observe/explaining.ts";
import type { Metrics } from "../observe/metrics.ts";
import type { Readiness } from "./readiness.ts";

/** A request, before its body is read. */
export type Visit = Pick<GatewayRequest, "method" | "target" | "headers" | "sourceAddress">;

/** The explorer, and everything below it. */
const isOfExplorer = /^\/explorer(?:[/?]|$)/;

/** Answers a GET or HEAD that needs no signature; undefined for any other request, and for one that must not have it. */
export type UnsignedRoutes = (visit: Visit) => Promise<GatewayResponse> | undefined;

/**
 * What needs no signature: `/healthz` (the process is alive), `/readyz` (all that the service stands on does its work;
 * otherwise the answer names what does not) and `/openapi.json` (the API as an OpenAPI document) on every gateway, `/metrics`
 * on the public one and for this machine only, the public keys of receipts under {@link receiptKeyPath} as a JSON Web Key Set
 * (RFC 7517) where there are receipts, the explorer where it is served, and the pages of explanations where refusals are explained. The gateway's
 * rules for Hosts and for web pages of elsewhere hold here too: what they refuse is left to the gateway, which says so.
 */
export function createUnsignedRoutes({
  hosts,
  readiness,
  metrics,
  explanationPages,
  explorer,
  receiptKeys,
  secure,
  allowedOrigins,
}: {
  readonly hosts: HostRules;
  readonly readiness: Readiness;
  readonly metrics: Metrics;
  readonly explanationPages: ExplanationPages | undefined;
  /** Answers what is asked of the explorer; undefined where it is not served. */
  readonly explorer: ((visit: Visit) => Promise<GatewayResponse>) | undefined;
  /** The public keys of receipts; undefined where there are none. */
  readonly receiptKeys: readonly ReceiptJwk[] | undefined;
  /** Whether requests come over TLS. */
  readonly secure: boolean;
  /** Origins whose web pages may call. */
  readonly allowedOrigins: ReadonlySet<string>;
}): UnsignedRoutes {
  return (visit) => {
    const { target, headers } = visit;
    const route = routeTo(target);
    if (route === undefined) return undefined;
    const sender = senderOf({ headers, secure }, allowedOrigins);
    if (sender === "foreign" && !(isForReaders(route) && isFollowedLink(headers))) return undefined;
    return route(visit)?.then((response) => forSender(sender, response));
  };

  function routeTo(target: string): ((visit: Visit) => Promise<GatewayResponse> | undefined) | undefined {
    if (target === "/healthz") return alive;
    if (target === "/readyz") return ready;
    if (target === "/openapi.json") return described;
    if (target === receiptKeyPath && receiptKeys !== undefined) return keys;
    if (target === "/metrics" && hosts.kind === "public") return figures;
    if (explorer !== undefined && isOfExplorer.test(target)) return explored;
    return target.startsWith("/explain/") ? explained : undefined;
  }

  /** Whether pages of elsewhere may have links that lead to it. */
  function isForReaders(route: (visit: Visit) => unknown): boolean {
    return route === explained || route === explored;
  }

  function alive({ headers }: Visit): Promise<GatewayResponse> | undefined {
    return isForUs(headers) ? Promise.resolve(status(200, "alive")) : undefined;
  }

  function ready({ headers }: Visit): Promise<GatewayResponse> | undefined {
    if (!isForUs(headers)) return undefined;
    return readiness().then((failing) =>
      failing.length === 0 ? status(200, "ready") : status(503, "not ready", { failing }),
    );
  }

  /** A name that somebody else had lead to this machine would show the figures to that somebody's page. */
  function figures({ headers, sourceAddress }: Visit): Promise<GatewayResponse> | undefined {
    const fromHere = isFromHere(sourceAddress) && namesThisMachine(headers.get("host") ?? "");
    return fromHere
      ? metrics.render().then(({ contentType, text }) => answer(200, contentType, text))
      : undefined;
  }

  function described({ headers }: Visit): Promise<GatewayResponse> | undefined {
    return isForUs(headers) ? openApi.get().then((text) => answer(200, "application/json", text)) : undefined;
  }

  function keys({ headers }: Visit): Promise<GatewayResponse> | undefined {
    const text = JSON.stringify({ keys: receiptKeys });
    return isForUs(headers) ? Promise.resolve(answer(200, "application/jwk-set+json", text)) : undefined;
  }

  function explored(visit: Visit): Promise<GatewayResponse> | undefined {
    return isForUs(visit.headers) ? explorer?.(visit) : undefined;
  }

  function explained(visit: Visit): Promise<GatewayResponse> | undefined {
    return explanationPages?.(visit);
  }

  /** Probes of HTTP/1.0 name no Host; browsers always do. */
  function isForUs(headers: GatewayRequest["headers"]): boolean {
    const host = headers.get("host");
    return host === undefined || isKnownHost(host, hosts);
  }
}

/** The OpenAPI document, made when it is asked for first. */
const openApi = loadOnce(async () => {
  const { openApiDocument } = await import("@keyferry/protocol/openapi");
  return JSON.stringify(openApiDocument());
});

/** Somebody has clicked a link: the page that has it sees nothing of what it leads to. */
function isFollowedLink(headers: GatewayRequest["headers"]): boolean {
  return headers.get("sec-fetch-mode") === "navigate" && headers.get("sec-fetch-dest") === "document";
}

/** Whether it is an address of this machine. A socket that listens for both families shows IPv4 addresses in IPv6 form. */
export function isFromHere(address: string): boolean {
  return isLoopback(address.replace(/^::ffff:/, ""));
}

function status(code: number, text: string, more: object = {}): GatewayResponse {
  return answer(code, "application/json;charset=utf-8", JSON.stringify({ status: text, ...more }));
}

function answer(code: number, contentType: string, body: string): GatewayResponse {
  return { status: code, headers: { "content-type": contentType, "cache-control": "no-store" }, body };
}
