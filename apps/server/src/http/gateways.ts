import { randomUUID } from "node:crypto";
import {
  createFailureLimit,
  createGateway,
  createReplayGuard,
  createThrottle,
  type Fault,
  type GatewayOptions,
} from "@keyferry/gateway";
import { regions } from "@keyferry/kms";
import type { GatewayKind } from "@keyferry/protocol";
import type { InstanceRecord } from "@keyferry/store";
import type { Logger } from "pino";
import { readAllowedOrigins } from "../config/allowed-origins.ts";
import { isLoopback } from "../config/check-options.ts";
import type { Options } from "../config/option-table.ts";
import { readVpcRanges } from "../config/vpc-ranges.ts";
import type { Foundation } from "../foundation.ts";
import { knownInstances } from "../data/instance.ts";
import { listen, type Listener } from "./listener.ts";
import type { Observation } from "../observation.ts";
import type { Services } from "../services.ts";
import { signatureHashes } from "../crypto/signature-hashes.ts";
import { gatewayTls } from "../tls/open-tls.ts";
import type { ServerTls } from "../tls/server-tls.ts";
import { createReadiness } from "./readiness.ts";
import { createUnsignedRoutes } from "./unsigned-routes.ts";

/** Half of what a stop may take altogether: the other half is for the stores. */
const drainPatience = 2_500;

/** How many signatures of an address may fail in a minute, where others can reach the server. */
const failuresOfStrangers = 100;

/** What the gateways stand on, beside the options. */
export interface GatewayTools {
  readonly foundation: Foundation;
  readonly services: Services;
  readonly observation: Observation;
  /** The instance of a dedicated gateway whose Host names none. */
  readonly instance: InstanceRecord;
  readonly tls: ServerTls;
  readonly clock: () => number;
  readonly log: Logger;
}

/** The three gateways, listening. */
export interface Gateways {
  /** Origins, such as `http://127.0.0.1:7788`. */
  readonly urls: Readonly<Record<GatewayKind, string>>;
  /** Connects from now on with what `tls` says; connections that there are go on undisturbed. */
  renewTls(): void;
  /** Drains them all at once. */
  close(): Promise<void>;
}

/** Opens the three gateways, or none of them. */
export async function openGateways(options: Options, tools: GatewayTools): Promise<Gateways> {
  const { foundation, observation, instance, tls, log } = tools;
  const { store, nonces, crypto, module } = foundation;
  const { metrics, explaining } = observation;
  const { host, region } = options;
  const listeners: Listener[] = [];
  const close = async () => {
    await Promise.all(listeners.map((listener) => listener.close(drainPatience)));
  };
  const hosts = {
    regions,
    defaultRegion: region,
    instances: () => knownInstances(store, instance),
    anyName: !isLoopback(host),
  };
  const gatewayOptions = gatewayOptionsOf(options, tools);
  const readiness = createReadiness(
    {
      store: () => store.checkWrites(),
      nonces: () => nonces.checkWrites(),
      cryptography: () => crypto.random(1),
      module: () => module?.ping(),
      audit: observation.checkAudit,
    },
    log,
  );
  const tlsOf = gatewayTls(options, tls);
  const allowedOrigins = readAllowedOrigins(options);

  const open = async (kind: GatewayKind) => {
    let origin = "";
    const own = { ...hosts, kind };
    const explain = explaining?.explain(() => origin);
    const explanationPages = explaining?.pages(own);
    const listenerTls = tlsOf(kind);
    const secure = listenerTls !== undefined;
    const listener = await listen({
      gateway: createGateway({ ...gatewayOptions, hosts: own, allowedOrigins, ...(explain && { explain }) }),
      unsignedRoutes: createUnsignedRoutes({
        hosts: own,
        readiness,
        metrics,
        explanationPages,
        secure,
        allowedOrigins,
      }),
      host,
      port: options[`${kind}-port`],
      tls: listenerTls,
    });
    listeners.push(listener);
    origin = listener.url;
    return origin;
  };
  try {
    const urls = { public: await open("public"), vpc: await open("vpc"), dedicated: await open("dedicated") };
    const renewTls = () => {
      for (const listener of listeners) listener.renewTls();
    };
    return { urls, renewTls, close };
  } catch (error) {
    await close();
    throw error;
  }
}

/** What all three have in common. */
function gatewayOptionsOf(
  options: Options,
  { foundation: { access, nonces }, services, observation, clock }: GatewayTools,
): Omit<GatewayOptions, "hosts"> {
  const mostFailures = options["failed-signatures"] ?? (isLoopback(options.host) ? 0 : failuresOfStrangers);
  return {
    ...services,
    access,
    hashes: signatureHashes,
    replays: createReplayGuard({ nonces, requireNonce: options["require-nonce"] }),
    clock,
    newRequestId: randomUUID,
    vpcOf: readVpcRanges(options),
    ...(options.profile === "alibaba" && { throttle: createThrottle() }),
    ...(mostFailures > 0 && { failureLimit: createFailureLimit(mostFailures) }),
    onAnswered: observation.onAnswered,
    onFault: ({ requestId, error }: Fault) => {
      observation.reportFault(error, { requestId, message: "a request failed" });
    },
  };
}
