import { serviceError, type GatewayKind, type Product } from "@keyferry/protocol";
import type { StoreView } from "@keyferry/store";

/** What a Host name says by its form, whatever instances there are. */
export interface NamedHost {
  /** The service that it names; null for a name that says nothing of it. */
  readonly product: Product | null;
  /** Undefined on a dedicated gateway, where it is the instance's. */
  readonly region: string | undefined;
  /** On a dedicated gateway alone, where it is named. */
  readonly instance: string | undefined;
  /** Whether all of it is known: a name of this service or of this machine, and no instance that may not be there. */
  readonly isOurs: boolean;
}

/** Where a request goes within the kind of its listener. */
export interface Place {
  readonly region: string;
  /** Null on the shared gateways. */
  readonly instance: string | null;
}

/** An instance and the region it lives in. */
export interface KnownInstance {
  readonly id: string;
  readonly region: string;
  /** Until it is connected it cannot be used. */
  readonly connected: boolean;
}

/** How a listener reads Host names. */
export interface HostRules {
  readonly kind: GatewayKind;
  /** Regions that may be named. */
  readonly regions: readonly string[];
  /** The region of a Host that names none: a loopback name, an address. */
  readonly defaultRegion: string;
  /** Instances that may be named, as the request sees them; the first stands in where the Host of a dedicated gateway names none. */
  readonly instances: (view: StoreView) => readonly KnownInstance[] | Promise<readonly KnownInstance[]>;
  /** Whether names of neither this service nor this machine pass as naming nothing. */
  readonly anyName: boolean;
}

/** Characters of a Host at the most: a name (RFC 1035 2.3.4), a colon and a port. */
const longestHost = 261;

/** What an answer repeats of a Host: nothing of what is too long to be one. */
export function hostIdOf(host: string): string {
  return host.length > longestHost ? "" : host;
}

/** Names of each gateway: the product before the region, and the instance before its own domain. */
const forms: Readonly<Record<GatewayKind, RegExp>> = {
  public: /^(?<product>kms|sts)\.(?<chosen>[a-z0-9-]+)\.(?:aliyuncs\.com|localhost)$/,
  vpc: /^(?<product>kms|sts)-vpc\.(?<chosen>[a-z0-9-]+)\.(?:aliyuncs\.com|localhost)$/,
  dedicated: /^(?<chosen>[a-z0-9-]+)\.cryptoservice\.(?<product>kms)\.(?:aliyuncs\.com|localhost)$/,
};
/** STS has a name without a region too, on the public gateway. */
const centralSts = /^sts\.(?:aliyuncs\.com|localhost)$/;
const thisMachine = /^(?:localhost|\d{1,3}(?:\.\d{1,3}){3}|\[[0-9a-f:.]+\])$/;
const ofTheService = /(?:^|\.)(?:aliyuncs\.com|localhost)$/;

/**
 * Reads a Host header. It chooses a region or an instance, never the gateway: V1 signs no Host, so the listener alone
 * decides which gateway a request came through. Whether there is such an instance is not asked here: that is told to
 * callers who have signed, see {@link placeOf}.
 *
 * @throws ServiceError `InvalidProduct.NotFound`: a Host of another gateway, an unknown region
 */
export function readHost(host: string, rules: HostRules): NamedHost {
  const { kind, defaultRegion, anyName } = rules;
  if (host.length > longestHost) throw notFound("the Host is longer than any host name");
  const dedicated = kind === "dedicated";
  const name = nameIn(host);
  const { product, chosen } = forms[kind].exec(name)?.groups ?? {};
  if (chosen !== undefined) {
    return dedicated
      ? { product: "kms", region: undefined, instance: chosen, isOurs: false }
      : {
          product: product === "sts" ? "sts" : "kms",
          region: regionNamed(chosen, rules),
          instance: undefined,
          isOurs: true,
        };
  }
  if (kind === "public" && centralSts.test(name)) {
    return { product: "sts", region: defaultRegion, instance: undefined, isOurs: true };
  }
  const isOurs = thisMachine.test(name);
  if (!isOurs && (ofTheService.test(name) || !anyName)) {
    throw notFound(`${JSON.stringify(host)} is not a host name of the ${kind} gateway`);
  }
  return { product: null, region: dedicated ? undefined : defaultRegion, instance: undefined, isOurs };
}

/**
 * Where a request with this Host goes: to its region, or to an instance, the first one where it names none.
 *
 * @throws ServiceError `InvalidProduct.NotFound`: there is no such instance; `Forbidden.DKMSInstanceStateInvalid`: it is
 *   not connected
 */
export function placeOf(
  { region, instance }: NamedHost,
  { instances }: HostRules,
  view: StoreView,
): Place | Promise<Place> {
  return region === undefined ? placeOfInstance(instance, () => instances(view)) : { region, instance: null };
}

/** Whether a gateway takes this Host, as far as its form goes. */
export function isKnownHost(host: string, rules: HostRules): boolean {
  try {
    readHost(host, rules);
    return true;
  } catch {
    return false;
  }
}

/** Whether a Host names this machine without a name that somebody else could have lead here: `localhost`, or an address. */
export function namesThisMachine(host: string): boolean {
  return thisMachine.test(nameIn(host));
}

function nameIn(host: string): string {
  return host.toLowerCase().replace(/:\d{1,5}$/, "");
}

function regionNamed(region: string, { regions, defaultRegion }: HostRules): string {
  if (regions.includes(region) || region === defaultRegion) return region;
  throw notFound(`there is no region ${JSON.stringify(region)}`);
}

async function placeOfInstance(
  name: string | undefined,
  instances: () => ReturnType<HostRules["instances"]>,
): Promise<Place> {
  const known = await instances();
  const found = name === undefined ? known[0] : known.find(({ id }) => id === name);
  if (found === undefined) {
    throw notFound(`there is no KMS instance${name === undefined ? "" : ` ${JSON.stringify(name)}`}`);
  }
  const { id, region, connected } = found;
  if (connected) return { region, instance: id };
  throw serviceError("Forbidden.DKMSInstanceStateInvalid", { reason: `${id} is not connected` });
}

function notFound(reason: string) {
  return serviceError("InvalidProduct.NotFound", { reason });
}
