import { serviceError, type GatewayKind } from "@keyferry/protocol";

/** What a Host name may choose within the kind of its listener. */
export interface HostChoice {
  readonly region: string;
  /** Null on the shared gateways. */
  readonly instance: string | null;
}

/** An instance and the region it lives in. */
export interface KnownInstance {
  readonly id: string;
  readonly region: string;
}

/** How a listener reads Host names. */
export interface HostRules {
  readonly kind: GatewayKind;
  /** Regions that may be named. */
  readonly regions: readonly string[];
  /** The region of a Host that names none: a loopback name, an address. */
  readonly defaultRegion: string;
  /** Instances that may be named; on a dedicated gateway the first stands in where the Host names none. */
  readonly instances: readonly KnownInstance[];
  /** Whether names of neither this service nor this machine pass as naming nothing. */
  readonly anyName: boolean;
}

const forms: Readonly<Record<GatewayKind, RegExp>> = {
  public: /^kms\.([a-z0-9-]+)\.(?:aliyuncs\.com|localhost)$/,
  vpc: /^kms-vpc\.([a-z0-9-]+)\.(?:aliyuncs\.com|localhost)$/,
  dedicated: /^([a-z0-9-]+)\.cryptoservice\.kms\.(?:aliyuncs\.com|localhost)$/,
};
const thisMachine = /^(?:localhost|\d{1,3}(?:\.\d{1,3}){3}|\[[0-9a-f:.]+\])$/;
const ofTheService = /(?:^|\.)(?:aliyuncs\.com|localhost)$/;

/**
 * Reads a Host header. It chooses a region or an instance, never the gateway: V1 signs no Host, so the listener alone
 * decides which gateway a request came through.
 *
 * @throws ServiceError `InvalidProduct.NotFound`: a Host of another gateway, an unknown region or instance
 */
export function readHost(host: string, rules: HostRules): HostChoice {
  const { kind, regions, defaultRegion, instances, anyName } = rules;
  const name = host.toLowerCase().replace(/:\d{1,5}$/, "");
  const [, chosen] = forms[kind].exec(name) ?? [];
  if (chosen === undefined) {
    if (!thisMachine.test(name) && (ofTheService.test(name) || !anyName)) {
      throw notFound(`${host} is not a host name of the ${kind} gateway`);
    }
    const [first] = instances;
    if (kind !== "dedicated") return { region: defaultRegion, instance: null };
    if (first === undefined) throw notFound("there is no KMS instance");
    return { region: first.region, instance: first.id };
  }
  if (kind === "dedicated") {
    const instance = instances.find(({ id }) => id === chosen);
    if (instance === undefined) throw notFound(`there is no KMS instance ${chosen}`);
    return { region: instance.region, instance: instance.id };
  }
  if (!regions.includes(chosen) && chosen !== defaultRegion) throw notFound(`there is no region ${chosen}`);
  return { region: chosen, instance: null };
}

function notFound(reason: string) {
  return serviceError("InvalidProduct.NotFound", { reason });
}
