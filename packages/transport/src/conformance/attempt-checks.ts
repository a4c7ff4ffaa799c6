import { expectSame, expectTrue } from "@keyferry/conformance";
import { answer, noncesOf, ok, once, preparation, quickly, repeatable, transportCheck } from "./check.ts";
import type { Reaction } from "./check.ts";
import { expectReason } from "./expect.ts";

const hangUp: Reaction = { kind: "hang up" };
const breakOff: Reaction = { kind: "break off" };
const throttled = (status: number, code: string) => answer(status, JSON.stringify({ Code: code }));

export const attemptChecks = [
  transportCheck(
    "sends a throttled request again, prepared anew, even one that is not repeatable: it did nothing",
    [answer(429), throttled(400, "Throttling.User"), ok],
    quickly,
    async ({ transport, arrivals }) => {
      const { status, body } = await transport.send(preparation(), once);
      expectSame([status, body], [200, "done"], "answer");
      expectSame(noncesOf(arrivals), ["1", "2", "3"], "nonces");
    },
  ),

  transportCheck(
    "knows a throttled request by its code",
    [throttled(503, "Rejected.Throttling"), throttled(400, "Throttling"), ok],
    quickly,
    async ({ transport }) => {
      const { status } = await transport.send(preparation(), once);
      expectSame(status, 200, "status");
    },
  ),

  transportCheck(
    "takes other refusals for the answer, though they speak of throttling",
    [answer(400, JSON.stringify({ Code: "InvalidParameter", Message: '"Code":"Throttling"' })), ok],
    quickly,
    async ({ transport, arrivals }) => {
      const { status } = await transport.send(preparation(), repeatable);
      expectSame(status, 400, "status");
      expectSame(arrivals.length, 1, "arrivals");
    },
  ),

  transportCheck(
    "sends a repeatable call again after a server error",
    [answer(500), answer(503), ok],
    quickly,
    async ({ transport, arrivals }) => {
      const { status } = await transport.send(preparation(), repeatable);
      expectSame(status, 200, "status");
      expectSame(noncesOf(arrivals), ["1", "2", "3"], "nonces");
    },
  ),

  transportCheck(
    "takes a server error for the answer to any other call",
    [answer(503, "sorry"), ok],
    quickly,
    async ({ transport, arrivals }) => {
      const { status, body } = await transport.send(preparation(), once);
      expectSame([status, body], [503, "sorry"], "answer");
      expectSame(arrivals.length, 1, "arrivals");
    },
  ),

  transportCheck(
    "sends a repeatable call again when the connection is lost",
    [hangUp, breakOff, ok],
    quickly,
    async ({ transport, arrivals }) => {
      const { body } = await transport.send(preparation(), repeatable);
      expectSame(body, "done", "body");
      expectSame(noncesOf(arrivals), ["1", "2", "3"], "nonces");
    },
  ),

  ...[hangUp, breakOff].map((loss) =>
    transportCheck(
      `sends any other call once: nobody knows what became of it (${loss.kind})`,
      [loss, ok],
      quickly,
      async ({ transport, arrivals }) => {
        await expectReason(transport.send(preparation(), once), "unreachable");
        expectSame(arrivals.length, 1, "arrivals");
      },
    ),
  ),

  transportCheck(
    "leaves it at the last answer after three attempts",
    [answer(503, "1"), answer(503, "2"), answer(503, "3"), ok],
    quickly,
    async ({ transport, arrivals }) => {
      const { body } = await transport.send(preparation(), repeatable);
      expectSame(body, "3", "body");
      expectSame(arrivals.length, 3, "arrivals");
    },
  ),

  transportCheck(
    "leaves it at the last error after three attempts",
    [hangUp],
    quickly,
    async ({ transport, arrivals }) => {
      await expectReason(transport.send(preparation(), repeatable), "unreachable");
      expectSame(arrivals.length, 3, "arrivals");
    },
  ),

  ...[1, 2, 5].map((attempts) =>
    transportCheck(
      `attempts as often as it is told: ${String(attempts)}`,
      [answer(429)],
      { retry: { attempts, baseDelay: 1 } },
      async ({ transport, arrivals }) => {
        await transport.send(preparation(), repeatable);
        expectSame(arrivals.length, attempts, "arrivals");
      },
    ),
  ),

  transportCheck(
    "waits as long as the service asks for",
    [answer(429, "", { "x-acs-retry-after": "150" }), ok],
    quickly,
    async ({ transport, pauseBetween }) => {
      await transport.send(preparation(), once);
      // Timers may fire a millisecond early.
      expectTrue(pauseBetween() > 145, "a pause of 150 ms");
    },
  ),

  ...["soon", "-1", "1e9", "99999999999", ""].map((value) =>
    transportCheck(
      `waits no longer for a service that asks for nonsense: ${JSON.stringify(value)}`,
      [answer(429, "", { "x-acs-retry-after": value }), ok],
      quickly,
      async ({ transport, pauseBetween }) => {
        await transport.send(preparation(), once);
        expectTrue(pauseBetween() < 5000, "a pause of less than 5 s");
      },
    ),
  ),
];
