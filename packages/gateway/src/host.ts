import { serviceError, type GatewayKind } from "@keyferry/protocol";

/** A service that a Host may name. */
export type Product = "kms" | "sts";

/** What a Host name may choose within the kind of its listener. */
export interface HostChoice {
  /** The service that it names; null for a name that says nothing of it. */
  readonly product: Product | null;
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
  /** Instances that may be named, as they are now; the first stands in where the Host of a dedicated gateway names none. */
  readonly instances: () => readonly KnownInstance[] | Promise<readonly KnownInstance[]>;
  /** Whether names of neither this service nor this machine pass as naming nothing. */
  readonly anyName: boolean;
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
 * decides which gateway a request came through.
 *
 * @throws ServiceError `InvalidProduct.NotFound`: a Host of another gateway, an unknown region or instance;
 *   `Forbidden.DKMSInstanceStateInvalid`: an instance that is not connected
 */
export function readHost(host: string, rules: HostRules): HostChoice | Promise<HostChoice> {
  const { kind, defaultRegion, anyName } = rules;
  const name = host.toLowerCase().replace(/:\d{1,5}$/, "");
  const { product, chosen } = forms[kind].exec(name)?.groups ?? {};
  if (chosen !== undefined) {
    if (kind === "dedicated") return instanceNamed(chosen, rules);
    return { product: product === "sts" ? "sts" : "kms", region: regionNamed(chosen, rules), instance: null };
  }
  if (kind === "public" && centralSts.test(name)) {
    return { product: "sts", region: defaultRegion, instance: null };
  }
  if (!thisMachine.test(name) && (ofTheService.test(name) || !anyName)) {
    throw notFound(`${host} is not a host name of the ${kind} gateway`);
  }
  return kind === "dedicated"
    ? firstInstance(rules)
    : { product: null, region: defaultRegion, instance: null };
}

function regionNamed(region: string, { regions, defaultRegion }: HostRules): string {
  if (regions.includes(region) || region === defaultRegion) return region;
  throw notFound(`there is no region ${region}`);
}

async function instanceNamed(name: string, { instances }: HostRules): Promise<HostChoice> {
  const instance = (await instances()).find(({ id }) => id === name);
  if (instance === undefined) throw notFound(`there is no KMS instance ${name}`);
  return { product: "kms", ...choiceOf(instance) };
}

async function firstInstance({ instances }: HostRules): Promise<HostChoice> {
  const [first] = await instances();
  if (first === undefined) throw notFound("there is no KMS instance");
  return { product: null, ...choiceOf(first) };
}

function choiceOf({ id, region, connected }: KnownInstance): {
  readonly region: string;
  readonly instance: string;
} {
  if (connected) return { region, instance: id };
  throw serviceError("Forbidden.DKMSInstanceStateInvalid", { reason: `${id} is not connected` });
}

function notFound(reason: string) {
  return serviceError("InvalidProduct.NotFound", { reason });
}
