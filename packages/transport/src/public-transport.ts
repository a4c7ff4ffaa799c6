import { createFetchTransport, type HttpOptions } from "./fetch-transport.ts";
import type { Transport } from "./transport.ts";

/** Where the public gateway is: a region of the real service, or an endpoint of any other. */
export type PublicEndpoint =
  | { readonly region: string; readonly endpoint?: never }
  /** An origin, such as `http://127.0.0.1:7788`. */
  | { readonly endpoint: string; readonly region?: never };

/**
 * The client side of the public gateway.
 *
 * @example
 *   createPublicTransport({ endpoint: "http://127.0.0.1:7788" });
 *   createPublicTransport({ region: "cn-hangzhou" }); // https://kms.cn-hangzhou.aliyuncs.com
 * @throws TypeError for an endpoint that is not an http or https origin
 */
export function createPublicTransport(options: PublicEndpoint & HttpOptions): Transport {
  return createFetchTransport(endpointOf(options), options);
}

function endpointOf({ region, endpoint }: PublicEndpoint): URL {
  if (region !== undefined) {
    if (!/^[a-z0-9-]+$/.test(region)) throw new TypeError(`${region} is not a region id`);
    return new URL(`https://kms.${region}.aliyuncs.com`);
  }
  const url = URL.canParse(endpoint) ? new URL(endpoint) : undefined;
  const isOrigin =
    url !== undefined && /^https?:$/.test(url.protocol) && new URL(url.origin).href === url.href;
  // The endpoint may hold a password: it is not quoted.
  if (!isOrigin) throw new TypeError("endpoint is not an http or https origin");
  return url;
}
