import type { Gateway } from "@keyferry/gateway";
import type { GatewayKind } from "@keyferry/protocol";
import type { ListenerTls } from "./http-server.ts";
import { listen, type Listener } from "./listener.ts";
import type { UnsignedRoutes } from "./unsigned-routes.ts";

/** Half of what a stop may take altogether: the other half is for the stores. */
const drainPatience = 2_500;

/** What the listeners stand on. */
export interface GatewaysOptions {
  readonly host: string;
  /** 0 picks a free one. */
  readonly ports: Readonly<Record<GatewayKind, number>>;
  /** @param origin that of the gateway's listener, once it listens */
  readonly gateway: (kind: GatewayKind, origin: () => string) => Gateway;
  readonly unsignedRoutes: (kind: GatewayKind) => UnsignedRoutes;
  /** Absent for plain HTTP. */
  readonly tls: (kind: GatewayKind) => ListenerTls | undefined;
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
export async function openGateways(options: GatewaysOptions): Promise<Gateways> {
  const { host, ports, gateway, unsignedRoutes, tls } = options;
  const listeners: Listener[] = [];
  const close = async () => {
    await Promise.all(listeners.map((listener) => listener.close(drainPatience)));
  };
  const open = async (kind: GatewayKind) => {
    const port = ports[kind];
    let origin = "";
    const listener = await listen({
      gateway: gateway(kind, () => origin),
      unsignedRoutes: unsignedRoutes(kind),
      host,
      port,
      tls: tls(kind),
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
