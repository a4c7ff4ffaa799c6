import type { Controls } from "@keyferry/controls";
import {
  namesThisMachine,
  senderOf,
  type Gateway,
  type GatewayRequest,
  type GatewayResponse,
} from "@keyferry/gateway";
import { isFromHere } from "./unsigned-routes.ts";

/** Answers requests to controls for tests; undefined for one that is not from this machine. */
export type ControlsDoor = (request: GatewayRequest) => Promise<GatewayResponse> | undefined;

const nobody: ReadonlySet<string> = new Set();

/**
 * Opens the way to the controls, for programs of this machine that go by one of its names: no web page reaches them.
 *
 * @param controls absent: a request is told how to have them
 */
export function controlsDoor(controls: Controls | undefined, gateway: Pick<Gateway, "refuse">): ControlsDoor {
  return (request) => {
    const { headers, sourceAddress } = request;
    const fromHere = isFromHere(sourceAddress) && namesThisMachine(headers.get("host") ?? "");
    if (!fromHere || senderOf(request, nobody) !== "own") return undefined;
    if (controls !== undefined) return controls.handle(request);
    const reason = "controls are for servers under test: start this one with --test-controls";
    return Promise.resolve(gateway.refuse("InvalidAction.NotFound", request, reason));
  };
}
