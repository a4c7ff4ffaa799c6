import { TransportError } from "./errors.ts";
import { withRetries, type RetryPolicy } from "./retry.ts";
import type { Transport, TransportRequest, TransportResponse } from "./transport.ts";

/** How a transport over HTTP behaves. */
export interface HttpOptions {
  /** Time limit of one attempt, in milliseconds. Default 10,000. */
  readonly timeout?: number;
  readonly retry?: RetryPolicy;
  /** In place of the platform's own `fetch`. */
  readonly fetch?: typeof fetch;
}

/** A transport over `fetch`, which every platform has and which keeps connections alive. */
export function createFetchTransport(endpoint: URL, options: HttpOptions): Transport {
  const { timeout = 10_000, retry = {} } = options;
  const send = options.fetch ?? fetch;
  return {
    host: endpoint.host,
    send: (prepare, sendOptions) =>
      withRetries(() => attempt(prepare(), sendOptions.signal), sendOptions, retry),
  };

  async function attempt(
    { method, target, headers, body }: TransportRequest,
    signal: AbortSignal | undefined,
  ): Promise<TransportResponse> {
    const limit = AbortSignal.timeout(timeout);
    try {
      const response = await send(new URL(target, endpoint), {
        method,
        headers,
        ...(method === "POST" && { body }),
        // A redirect would carry a signed request to another host.
        redirect: "error",
        signal: signal === undefined ? limit : AbortSignal.any([signal, limit]),
      });
      return {
        status: response.status,
        headers: Object.fromEntries(response.headers),
        body: await response.text(),
      };
    } catch (cause) {
      throw failure(cause, signal, limit);
    }
  }

  function failure(cause: unknown, signal: AbortSignal | undefined, limit: AbortSignal): TransportError {
    if (signal?.aborted === true) return new TransportError("aborted", "The call was aborted", { cause });
    if (limit.aborted) {
      return new TransportError("timeout", `${endpoint.host} did not answer within ${String(timeout)} ms`, {
        cause,
      });
    }
    return new TransportError(
      "unreachable",
      `${endpoint.host} could not be reached, or the connection broke`,
      { cause },
    );
  }
}
