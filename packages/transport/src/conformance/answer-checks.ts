import { expectSame, expectTrue } from "@keyferry/conformance";
import { answer, ok, once, preparation, quickly, repeatable, requestWith, transportCheck } from "./check.ts";
import { expectReason } from "./expect.ts";
import { TransportError } from "../errors.ts";

const statuses = [200, 201, 204, 400, 401, 403, 404, 409, 413, 418, 500, 501, 502, 503, 504];
const big = '{"é":"密"}'.repeat(80_000);

export const answerChecks = [
  transportCheck(
    "gives an answer whatever its status",
    ({ target }) => answer(Number(target.slice(1)), target === "/204" ? "" : '{"é":"密"}'),
    { retry: { attempts: 1 } },
    async ({ transport }) => {
      for (const status of statuses) {
        const response = await transport.send(
          () => requestWith({ target: `/${String(status)}` }),
          repeatable,
        );
        expectSame(response.status, status, "status");
        expectSame(response.body, status === 204 ? "" : '{"é":"密"}', "body");
      }
    },
  ),

  transportCheck(
    "gives the headers of an answer, in lower case",
    [
      answer(403, "", {
        "X-Acs-Request-Id": "R",
        "x-empty": "",
        "content-type": "application/json;charset=utf-8",
      }),
    ],
    {},
    async ({ transport }) => {
      const { headers } = await transport.send(preparation(), once);
      expectSame(headers["x-acs-request-id"], "R", "x-acs-request-id");
      expectSame(headers["x-empty"], "", "x-empty");
      expectSame(headers["content-type"], "application/json;charset=utf-8", "content-type");
    },
  ),

  transportCheck(
    "follows no redirect: a signed request goes nowhere else",
    ({ target }) => answer(Number(target.slice(1)) || 200, "", { location: "/elsewhere" }),
    { retry: { attempts: 1 } },
    async ({ transport, arrivals }) => {
      const redirects = [301, 302, 303, 307, 308];
      for (const status of redirects) {
        try {
          const response = await transport.send(() => requestWith({ target: `/${String(status)}` }), once);
          expectSame(response.status, status, "status");
        } catch (error) {
          // Where the platform shows nothing of a redirect, as browsers do, it is an error.
          if (!(error instanceof TransportError)) throw error;
        }
      }
      expectSame(
        arrivals.map(({ target }) => target),
        redirects.map((status) => `/${String(status)}`),
        "targets",
      );
    },
  ),

  transportCheck("gives big answers", [answer(200, big)], {}, async ({ transport }) => {
    const { body } = await transport.send(preparation(), once);
    expectTrue(body === big, "the body to arrive whole");
  }),

  transportCheck(
    "reads an answer as long as it may be",
    [answer(200, "é".repeat(500))],
    { maxAnswerBytes: 1000 },
    async ({ transport }) => {
      const { body } = await transport.send(preparation(), once);
      expectSame(body, "é".repeat(500), "body");
    },
  ),

  transportCheck(
    "reads no longer answer, and asks for it once",
    [answer(200, `${"é".repeat(500)}.`)],
    { ...quickly, maxAnswerBytes: 1000 },
    async ({ transport, arrivals }) => {
      await expectReason(transport.send(preparation(), repeatable), "oversized");
      expectSame(arrivals.length, 1, "arrivals");
    },
  ),

  transportCheck(
    "gives each of many calls at once its own answer",
    ({ target }) => answer(200, target),
    {},
    async ({ transport }) => {
      const targets = Array.from({ length: 20 }, (_, index) => `/${String(index)}`);
      const responses = await Promise.all(
        targets.map((target) => transport.send(() => requestWith({ target }), once)),
      );
      expectSame(
        responses.map(({ body }) => body),
        targets,
        "bodies",
      );
    },
  ),

  transportCheck("serves one call after another", [ok], {}, async ({ transport, arrivals }) => {
    for (let call = 0; call < 20; call++) await transport.send(preparation(), once);
    expectSame(arrivals.length, 20, "arrivals");
  }),
];
