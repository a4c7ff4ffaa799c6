import { secretUtf8, wiping } from "@keyferry/bytes";
import { RotationHookError, type RotationHook } from "@keyferry/kms";
import { collectAnswer, tookTooLong, wasEnded } from "./hook-answer.ts";
import type { HookOptions } from "./program-hook.ts";

/**
 * A hook that answers at a URL: each question is a POST of JSON, the answer JSON with status 200. Redirections are not
 * followed.
 */
export function createUrlHook(url: URL, options: HookOptions): RotationHook {
  return {
    timeLimit: options.timeLimit,
    ask: (question) => wiping(secretUtf8(JSON.stringify(question)), (body) => answerOf(url, body, options)),
  };
}

async function answerOf(
  url: URL,
  body: Uint8Array<ArrayBuffer>,
  { timeLimit, signal }: HookOptions,
): Promise<unknown> {
  const timeout = AbortSignal.timeout(timeLimit);
  const answer = collectAnswer();
  try {
    const response = await fetch(url, {
      method: "POST",
      headers: { "content-type": "application/json", accept: "application/json" },
      body,
      redirect: "error",
      signal: AbortSignal.any([timeout, signal]),
    });
    if (response.status !== 200) {
      await response.body?.cancel();
      throw new RotationHookError(`the URL answered with status ${String(response.status)}`);
    }
    for await (const part of response.body ?? []) answer.add(part);
    return answer.read();
  } catch (error) {
    if (error instanceof RotationHookError) throw error;
    if (timeout.aborted) throw tookTooLong(timeLimit);
    if (signal.aborted) throw wasEnded();
    throw new RotationHookError(`the URL does not answer (${reasonOf(error)})`);
  } finally {
    answer.wipe();
  }
}

/** The code of the system's, of TLS or of HTTP, which says nothing of what was sent. */
function reasonOf(error: unknown): string {
  const { cause } = error as { readonly cause?: { readonly code?: unknown } };
  return typeof cause?.code === "string" ? cause.code : "it failed";
}
