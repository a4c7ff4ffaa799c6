/** A region of the real service, or an endpoint of any other. */
export type RegionalEndpoint =
  | { readonly region: string; readonly endpoint?: never }
  /** An origin, such as `http://127.0.0.1:7788`. */
  | { readonly endpoint: string; readonly region?: never };

/** An instance of the real service, or an endpoint of any other. */
export type InstanceEndpoint =
  /** Such as `kst-hzz6a4f6f0c7a11xample`. */
  | { readonly instanceId: string; readonly endpoint?: never }
  /** An origin, such as `https://127.0.0.1:7790`. */
  | { readonly endpoint: string; readonly instanceId?: never };

/** Origin of the public gateway. @throws TypeError */
export function publicOrigin({ region, endpoint }: RegionalEndpoint): URL {
  return endpoint === undefined ? regionalOrigin("kms", region) : originOf(endpoint);
}

/** Origin of the VPC gateway. @throws TypeError */
export function vpcOrigin({ region, endpoint }: RegionalEndpoint): URL {
  return endpoint === undefined ? regionalOrigin("kms-vpc", region) : originOf(endpoint);
}

/** Origin of the dedicated gateway of an instance. @throws TypeError */
export function dedicatedOrigin({ instanceId, endpoint }: InstanceEndpoint): URL {
  if (endpoint !== undefined) return originOf(endpoint);
  if (!/^kst-[a-z0-9-]{1,59}$/.test(instanceId)) {
    throw new TypeError("instanceId is not the id of an instance");
  }
  return new URL(`https://${instanceId}.cryptoservice.kms.aliyuncs.com`);
}

function regionalOrigin(service: string, region: string): URL {
  if (!/^[a-z0-9-]{1,63}$/.test(region)) throw new TypeError("region is not the id of a region");
  return new URL(`https://${service}.${region}.aliyuncs.com`);
}

function originOf(endpoint: string): URL {
  const url = URL.canParse(endpoint) ? new URL(endpoint) : undefined;
  const isOrigin =
    url !== undefined && /^https?:$/.test(url.protocol) && new URL(url.origin).href === url.href;
  // The endpoint may hold a password: it is not quoted.
  if (!isOrigin) throw new TypeError("endpoint is not an http or https origin");
  return url;
}
