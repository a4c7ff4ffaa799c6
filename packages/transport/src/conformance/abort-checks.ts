import { expectSame, expectTrue } from "@keyferry/conformance";
import { answer, ok, preparation, quickly, requestWith, transportCheck } from "./check.ts";
import type { Bench, Reaction } from "./check.ts";
import { expectReason, expectSoon, until } from "./expect.ts";

const reason = new Error("not needed any more");
/** An abort ends a call at once; this is only to be sure that it does, in milliseconds. */
const soon = 5000;

const silent: Reaction = { kind: "stay silent" };
const stalling: Reaction = { kind: "stall" };
const throttledForLong = answer(429, "", { "x-acs-retry-after": "30000" });

export const abortChecks = [
  transportCheck(
    "prepares and sends nothing when the call is aborted already",
    [ok],
    quickly,
    async ({ transport, arrivals }) => {
      let prepared = 0;
      const prepare = () => {
        prepared++;
        return requestWith();
      };
      const signal = AbortSignal.abort(reason);
      const error = await expectReason(transport.send(prepare, { repeatable: true, signal }), "aborted");
      expectTrue(error.cause === reason, "the signal's reason as the cause");
      expectSame(prepared, 0, "preparations");
      expectSame(arrivals.length, 0, "arrivals");
    },
  ),

  transportCheck(
    "ends at once while a request is prepared, and sends nothing",
    [ok],
    quickly,
    async ({ transport, arrivals }) => {
      const controller = new AbortController();
      const prepare = async () => {
        controller.abort(reason);
        await new Promise((resolve) => setTimeout(resolve, 50));
        return requestWith();
      };
      const sending = transport.send(prepare, { repeatable: true, signal: controller.signal });
      const error = await expectReason(expectSoon(sending, soon), "aborted");
      expectTrue(error.cause === reason, "the signal's reason as the cause");
      await new Promise((resolve) => setTimeout(resolve, 100));
      expectSame(arrivals.length, 0, "arrivals");
    },
  ),

  transportCheck("ends at once while an answer is awaited", [silent, ok], quickly, abortedAfterArrival),
  transportCheck("ends at once inside an answer", [stalling, ok], quickly, abortedAfterArrival),
  transportCheck("ends at once between two attempts", [throttledForLong, ok], quickly, abortedAfterArrival),
];

/** Aborts a call when its first request has arrived, and makes another. */
async function abortedAfterArrival({ transport, arrivals }: Bench): Promise<void> {
  const controller = new AbortController();
  const { signal } = controller;
  const abort = async () => {
    await until(() => arrivals.length > 0);
    // Time for an answer to begin.
    await new Promise((resolve) => setTimeout(resolve, 50));
    controller.abort(reason);
  };
  const sending = transport.send(preparation(), { repeatable: true, signal });
  const [error] = await Promise.all([expectReason(expectSoon(sending, soon), "aborted"), abort()]);
  expectTrue(error.cause === reason, "the signal's reason as the cause");
  expectSame(arrivals.length, 1, "arrivals");
  const { body } = await transport.send(preparation(), { repeatable: true });
  expectSame(body, "done", "body of another call");
}
