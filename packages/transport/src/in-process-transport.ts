import { createAnswerReader } from "./answer-reader.ts";
import { createTransport } from "./create-transport.ts";
import { sendingRules, type SendingOptions } from "./sending-options.ts";
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
    /** Whether there is no answer: the connection is closed in its place. Default false. */
    readonly dropped?: boolean;
  }>;
}

/** Where a transport in the same process leads. */
export interface InProcessOptions extends SendingOptions {
  readonly door: Door;
  /** Host that requests name, with its port if any. Default `localhost`. */
  readonly host?: string;
}

/**
 * A transport to a gateway in the same process: no socket, the same bytes, the same rules. A door that throws, or
 * drops a call, is an unreachable one.
 *
 * @throws RangeError for a number out of range
 */
export function createInProcessTransport({
  door,
  host = "localhost",
  ...options
}: InProcessOptions): Transport {
  const rules = sendingRules(options);
  return createTransport(host, rules, async ({ method, target, headers, body }) => {
    const { dropped = false, ...response } = await door.handle({
      method,
      target,
      headers: new Map([["host", host], ...Object.entries(headers)]),
      body: new TextEncoder().encode(method === "POST" ? body : ""),
      sourceAddress: "127.0.0.1",
      secure: false,
    });
    if (dropped) throw new Error("the gateway closed the connection without an answer");
    const answer = createAnswerReader(rules.maxAnswerBytes);
    answer.read(new TextEncoder().encode(response.body));
    return { ...response, body: answer.end() };
  });
}
