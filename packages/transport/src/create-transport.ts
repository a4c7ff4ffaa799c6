import { untilAborted, pause } from "./abort.ts";
import { checkedRequest } from "./checked-request.ts";
import { abortedBy, TransportError } from "./errors.ts";
import { waitBeforeNext, type Outcome } from "./retry.ts";
import type { SendingRules } from "./sending-options.ts";
import type { SendOptions, Transport, TransportRequest, TransportResponse } from "./transport.ts";

/**
 * Carries one request to the far side and its answer back: a single attempt, over whatever lies below. It should stop
 * when the signal is aborted. What it throws, if not a {@link TransportError}, means that the far side is unreachable.
 */
export type Exchange = (request: TransportRequest, signal: AbortSignal) => Promise<TransportResponse>;

/** What makes a way of carrying requests a transport: fresh requests, attempts, the time limit and aborts. */
export function createTransport(host: string, rules: SendingRules, exchange: Exchange): Transport {
  return { host, send };

  async function send(
    prepare: () => TransportRequest | Promise<TransportRequest>,
    { repeatable, signal }: SendOptions,
  ): Promise<TransportResponse> {
    for (let attempt = 1; ; attempt++) {
      const request = checkedRequest(await orAborted(signal, async () => prepare()));
      const outcome = await outcomeOf(request, signal);
      const wait =
        attempt < rules.attempts
          ? waitBeforeNext(outcome, { attempt, baseDelay: rules.baseDelay, repeatable })
          : undefined;
      if (wait === undefined) return settle(outcome);
      await orAborted(signal, () => pause(wait, signal));
    }
  }

  async function outcomeOf(request: TransportRequest, signal: AbortSignal | undefined): Promise<Outcome> {
    const limit = new AbortController();
    const timer = setTimeout(() => {
      limit.abort();
    }, rules.timeout);
    const forward = () => {
      limit.abort(signal?.reason);
    };
    signal?.addEventListener("abort", forward, { once: true });
    try {
      // Waited for no longer than the limit, even by an exchange that takes no notice of it.
      return { response: await untilAborted(exchange(request, limit.signal), limit.signal) };
    } catch (cause) {
      if (signal?.aborted === true) return { error: abortedBy(signal) };
      if (cause instanceof TransportError) return { error: cause };
      return { error: limit.signal.aborted ? tooLate(cause) : lost(cause) };
    } finally {
      clearTimeout(timer);
      signal?.removeEventListener("abort", forward);
    }
  }

  function tooLate(cause: unknown): TransportError {
    const message = `${host} did not answer within ${String(rules.timeout)} ms`;
    return new TransportError("timeout", message, { cause });
  }

  function lost(cause: unknown): TransportError {
    const message = `${host} could not be reached, or the connection broke`;
    return new TransportError("unreachable", message, { cause });
  }
}

/** Does work of which an abort is the end; work that is aborted already is not begun. */
async function orAborted<T>(signal: AbortSignal | undefined, work: () => Promise<T>): Promise<T> {
  try {
    signal?.throwIfAborted();
    return await untilAborted(work(), signal);
  } catch (error) {
    if (signal?.aborted === true) throw abortedBy(signal);
    throw error;
  }
}

function settle(outcome: Outcome): TransportResponse {
  if ("error" in outcome) throw outcome.error;
  return outcome.response;
}
