import type { Controls } from "@keyferry/controls";
import type { Fault } from "@keyferry/gateway";
import type { Inspector } from "@keyferry/inspect";
import type { GatewayKind } from "@keyferry/protocol";
import type { Service } from "@keyferry/service";
import type { InstanceRecord } from "@keyferry/store";
import type { Logger } from "pino";
import { readAllowedOrigins } from "../config/allowed-origins.ts";
import { isLoopback } from "../config/loopback.ts";
import type { Options } from "../config/option-table.ts";
import type { Foundation } from "../foundation.ts";
import { createSignedRoutes } from "./signed-routes.ts";
import { createExplorer, explorerPath } from "./explorer.ts";
import { listen, type Listener } from "./listener.ts";
import type { Observation } from "../observation.ts";
import { gatewayTls } from "../tls/open-tls.ts";
import type { ServerTls } from "../tls/server-tls.ts";
import { createReadiness } from "./readiness.ts";
import { createUnsignedRoutes } from "./unsigned-routes.ts";

/** Half of what a stop may take altogether: the other half is for the stores. */
const drainPatience = 2_500;

/** What the gateways stand on, beside the options. */
export interface GatewayDependencies {
  readonly foundation: Foundation;
  readonly service: Service;
  readonly observation: Observation;
  /** The instance of a dedicated gateway whose Host names none. */
  readonly instance: InstanceRecord;
  readonly tls: ServerTls;
  /** Of a server under test. */
  readonly controls: Controls | undefined;
  /** What the account's root may look at, where the explorer is served. */
  readonly inspector: () => Promise<Inspector>;
  readonly log: Logger;
  /** The server's own. */
  readonly version: string;
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
export async function openGateways(options: Options, dependencies: GatewayDependencies): Promise<Gateways> {
  const { foundation, service, observation, instance, tls, controls, inspector, log, version } = dependencies;
  const { store, nonces, crypto, module, names, health } = foundation;
  const { metrics, explaining, receipts, onAnswered, reportFault } = observation;
  const { host } = options;
  const listeners: Listener[] = [];
  const close = async () => {
    await Promise.all(listeners.map((listener) => listener.close(drainPatience)));
  };
  const onFault = ({ requestId, error }: Fault) => {
    reportFault(error, { requestId, message: "a request failed" });
  };
  const readiness = createReadiness(
    {
      store: () => store.checkWrites(),
      nonces: () => nonces.checkWrites(),
      cryptography: () => crypto.random(1),
      ...Object.fromEntries(
        names.map((name) => [
          `cryptography: ${name}`,
          () => {
            health.check(name);
          },
        ]),
      ),
      module: () => module?.ping(),
      audit: observation.checkAudit,
    },
    log,
  );
  const tlsOf = gatewayTls(options, tls);
  const allowedOrigins = readAllowedOrigins(options);
  const origins: Partial<Record<GatewayKind, string>> = {};
  const isExplored = options.explorer ?? isLoopback(host);

  const open = async (kind: GatewayKind) => {
    const hosts = service.hostsOf(kind, { firstInstance: instance.id, anyName: !isLoopback(host) });
    const explain = explaining?.explain(() => origins[kind] ?? "");
    const explanationPages = explaining?.pages(hosts, isExplored ? explorerPath : undefined);
    const explorer = isExplored
      ? createExplorer({ options, gateway: kind, gateways: () => origins, version })
      : undefined;
    const listenerTls = tlsOf(kind);
    const secure = listenerTls !== undefined;
    const gateway = service.openGateway(hosts, {
      ...{ allowedOrigins, onAnswered, onFault },
      ...(explain && { explain }),
      ...(receipts && { prove: receipts.prove }),
    });
    const listener = await listen({
      gateway,
      signedRoutes: createSignedRoutes({
        ...{ gateway, hosts, controls },
        inspector: isExplored ? inspector : undefined,
      }),
      unsignedRoutes: createUnsignedRoutes({
        hosts,
        readiness,
        metrics,
        explanationPages,
        explorer,
        receiptKeys: receipts?.publicKeys,
        secure,
        allowedOrigins,
      }),
      host,
      port: options[`${kind}-port`],
      tls: listenerTls,
      onNotAccepted: (error) => {
        log.warn({ err: error }, "a connection could not be accepted");
      },
      onFault,
    });
    listeners.push(listener);
    origins[kind] = listener.url;
    return listener.url;
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
