import type { GatewayKind } from "@keyferry/protocol";
import { expect } from "vitest";
import type { Parameters } from "../requests.ts";
import { createService, hosts, outcomeIn, type Service } from "../service.ts";
import type { Wire } from "./wires.ts";

/** What a program reads of an answer, by wire names. */
export type Members = Readonly<Record<string, unknown>>;

/** A program at work: it sends as the real one does, and reads as it does. */
export interface Program {
  readonly service: Service;
  /** An answer's members, in JSON. The call must be answered. */
  answer(action: string, parameters?: Parameters): Promise<Members>;
  /** What the call is answered with: a code, or `OK`. */
  outcome(action: string, parameters?: Parameters): Promise<string>;
  /** The same service, called in another way. */
  by(wire: Wire, kind?: GatewayKind): Program;
}

/** Starts a program at a service of its own. */
export async function startProgram(wire: Wire, kind?: GatewayKind): Promise<Program> {
  return programAt(await createService(), wire, kind);
}

function programAt(service: Service, wire: Wire, kind: GatewayKind = "public"): Program {
  async function send(action: string, parameters: Parameters) {
    const time = `${new Date(service.clock.now).toISOString().slice(0, 19)}Z`;
    const request = wire({ action, parameters, host: hosts[kind], time });
    return service.gateways[kind].handle({ ...request, secure: true });
  }

  return {
    service,
    async answer(action, parameters = {}) {
      const response = await send(action, parameters);
      expect([action, outcomeIn(response)]).toEqual([action, "OK"]);
      return JSON.parse(response.body) as Members;
    },
    outcome: async (action, parameters = {}) => outcomeIn(await send(action, parameters)),
    by: (other, otherKind) => programAt(service, other, otherKind),
  };
}
