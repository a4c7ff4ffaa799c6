import type { Controls } from "@keyferry/controls";
import {
  isKnownHost,
  namesThisMachine,
  senderOf,
  type Gateway,
  type GatewayRequest,
  type GatewayResponse,
  type HostRules,
} from "@keyferry/gateway";
import type { Inspector } from "@keyferry/inspect";
import { inspectPath } from "@keyferry/protocol";
import { isFromHere } from "./unsigned-routes.ts";

/** Answers a signed request that asks for no operation; undefined for any other, and for one that must not have it. */
export type SignedRoutes = (request: GatewayRequest) => Promise<GatewayResponse> | undefined;

/** What signed requests may ask for beside operations. */
export interface SignedRoutesOptions {
  readonly gateway: Pick<Gateway, "refuse">;
  readonly hosts: HostRules;
  /** Of a server under test. Absent: a request is told how to have them. */
  readonly controls: Controls | undefined;
  /** What the account's root may look at. Absent: a request is told how to have it. */
  readonly inspector: (() => Promise<Inspector>) | undefined;
}

const nobody: ReadonlySet<string> = new Set();

/**
 * What needs the signature of the account's root: on the public gateway the controls, for programs of this machine that go by
 * one of its names; on every gateway what the explorer looks at, also for the gateway's own pages, under a name that the
 * gateway goes by. No page of elsewhere has either. What they refuse is left to the gateway, which says so.
 */
export function createSignedRoutes({
  gateway,
  hosts,
  controls,
  inspector,
}: SignedRoutesOptions): SignedRoutes {
  const { kind } = hosts;
  return (request) => {
    if (senderOf(request, nobody) !== "own") return undefined;
    if (request.target.startsWith(inspectPath)) return inspected(request);
    return kind === "public" ? controlled(request) : undefined;
  };

  function inspected(request: GatewayRequest): Promise<GatewayResponse> | undefined {
    if (!isKnownHost(request.headers.get("host") ?? "", hosts)) return undefined;
    if (inspector !== undefined) return inspector().then((it) => it.handle(request, kind));
    return refused(request, "this server does not serve the explorer: start it with --explorer");
  }

  function controlled(request: GatewayRequest): Promise<GatewayResponse> | undefined {
    const { headers, sourceAddress } = request;
    if (!isFromHere(sourceAddress) || !namesThisMachine(headers.get("host") ?? "")) return undefined;
    if (controls !== undefined) return controls.handle(request);
    return refused(request, "controls are for servers under test: start this one with --test-controls");
  }

  function refused(request: GatewayRequest, reason: string): Promise<GatewayResponse> {
    return Promise.resolve(gateway.refuse("InvalidAction.NotFound", request, reason));
  }
}
