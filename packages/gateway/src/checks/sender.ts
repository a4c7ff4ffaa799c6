import { serviceError, type ServiceError } from "@keyferry/protocol";
import type { GatewayRequest, GatewayResponse } from "../request/http-message.ts";

/**
 * From whom a request is, as far as a browser says.
 *
 * - `own`: from a program, from a page of the gateway itself, or from somebody who typed the address.
 * - `foreign`: from a page of elsewhere. A browser sends what such a page wants, blindly, and pages need no leave for it.
 * - A page of an origin that is allowed to call.
 */
export type Sender = "own" | "foreign" | { readonly origin: string };

/**
 * Reads from whom a request is: `Sec-Fetch-Site` says whether the browser saw another origin ask (W3C Fetch Metadata),
 * `Origin` which one (RFC 6454 7). Pages can set neither, and programs send neither.
 *
 * @param allowed origins whose pages may call, as browsers write them
 */
export function senderOf(
  { headers, secure }: Pick<GatewayRequest, "headers" | "secure">,
  allowed: ReadonlySet<string>,
): Sender {
  const site = headers.get("sec-fetch-site");
  const origin = headers.get("origin");
  if (site === undefined && origin === undefined) return "own";
  if (origin !== undefined && allowed.has(origin)) return { origin };
  // A browser knows better than a server behind a proxy what its own origin is.
  if (site === "same-origin") return "own";
  if (site !== undefined && site !== "none") return "foreign";
  const own = `${secure ? "https" : "http"}://${headers.get("host") ?? ""}`;
  return origin === undefined || origin === own ? "own" : "foreign";
}

/** Whether a text is an origin as browsers write it, to the letter: `https://app.example`, `http://127.0.0.1:5173`. */
export function isOrigin(text: string): boolean {
  const [, scheme = ""] = /^([a-z][a-z0-9+.-]{0,31}):\/\/[^\s/?#@,*"'<>\\]{1,260}$/.exec(text) ?? [];
  if (scheme !== "http" && scheme !== "https") return scheme !== "";
  return URL.canParse(text) && new URL(text).origin === text;
}

/** The refusal of a request that comes from a page of elsewhere. */
export function crossOriginRefusal({ headers }: Pick<GatewayRequest, "headers">): ServiceError {
  const origin = headers.get("origin") ?? "";
  const reason = isOrigin(origin)
    ? `to let the pages of ${origin} call, start the server with --allow-origin ${origin}`
    : "its browser names no origin that could be allowed: call by fetch, from a page that has one";
  return serviceError("Forbidden.CrossOrigin", { reason });
}

/** Request headers that pages may send, beside those that need no leave, such as `accept`. */
const requestHeaders = [
  "authorization",
  "content-type",
  "x-acs-accesskey-id",
  "x-acs-action",
  "x-acs-content-sha256",
  "x-acs-credentials-provider",
  "x-acs-date",
  "x-acs-security-token",
  "x-acs-signature-nonce",
  "x-acs-version",
  "x-keyferry-receipt",
  "x-keyferry-string-to-sign",
].join(", ");
const answerHeaders = "x-acs-request-id, x-acs-retry-after, x-keyferry-explain, x-keyferry-receipt";

/** An answer for whom it goes to: a page that is allowed may read it (Fetch standard, CORS protocol), no other may. */
export function forSender(sender: Sender, response: GatewayResponse): GatewayResponse {
  if (typeof sender === "string") return response;
  const headers = {
    ...response.headers,
    "access-control-allow-origin": sender.origin,
    "access-control-expose-headers": answerHeaders,
    vary: "origin",
  };
  return { ...response, headers };
}

/** Whether a browser only asks whether a page may send a request. */
export function isPreflight({ method, headers }: Pick<GatewayRequest, "method" | "headers">): boolean {
  return method === "OPTIONS" && headers.has("access-control-request-method");
}

/** What a browser is told that asks, beside {@link forSender}. */
export const preflightHeaders: Readonly<Record<string, string>> = {
  "access-control-allow-methods": "GET, POST",
  "access-control-allow-headers": requestHeaders,
  "access-control-max-age": "600",
};
