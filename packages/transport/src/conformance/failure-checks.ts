import { expectSame, expectTrue } from "@keyferry/conformance";
import { ok, once, preparation, quickly, repeatable, requestWith, transportCheck } from "./check.ts";
import type { Reaction } from "./check.ts";
import { expectReason, expectSoon } from "./expect.ts";

const silent: Reaction = { kind: "stay silent" };
const stalling: Reaction = { kind: "stall" };
/** No request may last longer in a check, in milliseconds. */
const patience = 10_000;

export const failureChecks = [
  ...[silent, stalling].map((reaction) =>
    transportCheck(
      `gives up an attempt at its time limit (${reaction.kind})`,
      [reaction, ok],
      { ...quickly, timeout: 150 },
      async ({ transport, arrivals }) => {
        await expectReason(expectSoon(transport.send(preparation(), once), patience), "timeout");
        // None when all the time went by with the making of a connection.
        expectTrue(arrivals.length <= 1, "one arrival at most");
      },
    ),
  ),

  transportCheck(
    "limits the time of an attempt, not of a call: a repeatable one is sent again",
    [silent, ok],
    { ...quickly, timeout: 3000 },
    async ({ transport, arrivals }) => {
      const { body } = await expectSoon(transport.send(preparation(), repeatable), patience);
      expectSame(body, "done", "body");
      expectSame(arrivals.length, 2, "arrivals");
    },
  ),

  transportCheck(
    "does not count the time that a request takes to prepare",
    [ok],
    { timeout: 3000 },
    async ({ transport }) => {
      const { body } = await transport.send(async () => {
        await new Promise((resolve) => setTimeout(resolve, 3300));
        return requestWith();
      }, once);
      expectSame(body, "done", "body");
    },
  ),

  transportCheck(
    "is of use after failures",
    [{ kind: "hang up" }, { kind: "break off" }, stalling, ok],
    { timeout: 3000 },
    async ({ transport, arrivals }) => {
      for (const reason of ["unreachable", "unreachable", "timeout"] as const) {
        await expectReason(expectSoon(transport.send(preparation(), once), patience), reason);
      }
      const { body } = await transport.send(preparation(), once);
      expectSame(body, "done", "body");
      expectSame(arrivals.length, 4, "arrivals");
    },
  ),

  transportCheck(
    "says nothing of the request in an error, and where there is a cause, keeps it",
    [{ kind: "hang up" }],
    {},
    async ({ transport }) => {
      const secretive = requestWith({
        target: "/?secret",
        body: "secret",
        headers: { authorization: "secret" },
      });
      const error = await expectReason(
        transport.send(() => secretive, once),
        "unreachable",
      );
      expectTrue(!error.message.includes("secret"), "a message without the request");
      expectTrue(error.cause !== undefined, "a cause");
    },
  ),
];
