import { TransportError } from "./errors.ts";
import type { Transport } from "./transport.ts";

/** A gateway's door: what `createGateway` of the gateway package gives. */
export interface Door {
  handle(request: {
    readonly method: string;
    readonly target: string;
    readonly headers: ReadonlyMap<string, string>;
    readonly body: Uint8Array;
    readonly sourceAddress: string;
    readonly secure: boolean;
  }): Promise<{
    readonly status: number;
    readonly headers: Readonly<Record<string, string>>;
    readonly body: string;
  }>;
}

/** A transport to a gateway in the same process: no socket, the same bytes. Nothing is sent twice. */
export function createInProcessTransport({
  door,
  host = "localhost",
}: {
  readonly door: Door;
  readonly host?: string;
}): Transport {
  return {
    host,
    async send(prepare, { signal }) {
      if (signal?.aborted === true) {
        throw new TransportError("aborted", "The call was aborted", { cause: signal.reason });
      }
      const { method, target, headers, body } = prepare();
      return door.handle({
        method,
        target,
        headers: new Map([["host", host], ...Object.entries(headers)]),
        body: new TextEncoder().encode(body),
        sourceAddress: "127.0.0.1",
        secure: false,
      });
    },
  };
}
