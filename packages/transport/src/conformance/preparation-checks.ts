import { TransportError } from "../errors.ts";
import { answer, noncesOf, ok, once, preparation, quickly, repeatable, transportCheck } from "./check.ts";
import { expectRejection, expectSame, expectThat } from "./expect.ts";

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
      expectSame("body", body, "done");
      expectSame("nonces", noncesOf(arrivals), ["1"]);
    },
  ),

  transportCheck(
    "prepares each attempt anew",
    [answer(429), ok],
    quickly,
    async ({ transport, arrivals }) => {
      const prepare = preparation();
      await transport.send(async () => prepare(), repeatable);
      expectSame("nonces", noncesOf(arrivals), ["1", "2"]);
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
        const found = await expectRejection(transport.send(throwing, repeatable));
        expectThat("the very error that was thrown", found === failure);
        const rejected = await expectRejection(transport.send(async () => throwing(), repeatable));
        expectThat("the very error that was rejected with", rejected === failure);
        expectSame("preparations", asked, 2);
      }
      expectSame("arrivals", arrivals.length, 0);
    },
  ),
];
