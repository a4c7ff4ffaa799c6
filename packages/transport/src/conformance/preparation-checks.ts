import { expectSame, expectTrue, failureOf } from "@keyferry/conformance";
import { TransportError } from "../errors.ts";
import { answer, noncesOf, ok, once, preparation, quickly, repeatable, transportCheck } from "./check.ts";

export const preparationChecks = [
  transportCheck(
    "waits for a request that takes time to prepare",
    [ok],
    {},
    async ({ transport, arrivals }) => {
      const prepare = preparation();
      const { body } = await transport.send(async () => {
        await new Promise((resolve) => setTimeout(resolve, 20));
        return prepare();
      }, once);
      expectSame(body, "done", "body");
      expectSame(noncesOf(arrivals), ["1"], "nonces");
    },
  ),

  transportCheck(
    "prepares each attempt anew",
    [answer(429), ok],
    quickly,
    async ({ transport, arrivals }) => {
      const prepare = preparation();
      await transport.send(async () => prepare(), repeatable);
      expectSame(noncesOf(arrivals), ["1", "2"], "nonces");
    },
  ),

  transportCheck(
    "passes on what prepare throws, and neither sends nor tries again",
    [ok],
    quickly,
    async ({ transport, arrivals }) => {
      // The second is one that a transport of the provider's own would throw.
      for (const failure of [new Error("no credentials"), new TransportError("unreachable", "no STS")]) {
        let asked = 0;
        const throwing = () => {
          asked++;
          throw failure;
        };
        const found = await failureOf("a call", () => transport.send(throwing, repeatable));
        expectTrue(found === failure, "the very error that was thrown");
        const rejected = await failureOf("a call", () => transport.send(async () => throwing(), repeatable));
        expectTrue(rejected === failure, "the very error that was rejected with");
        expectSame(asked, 2, "preparations");
      }
      expectSame(arrivals.length, 0, "arrivals");
    },
  ),
];
