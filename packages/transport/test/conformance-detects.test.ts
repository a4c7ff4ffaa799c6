import { createInProcessTransport, type Transport, type TransportRequest } from "@keyferry/transport";
import { transportConformance, type Arrival, type Reaction } from "@keyferry/transport/conformance";
import { describe, expect, it } from "vitest";
import { doorOf } from "./door.ts";

type Options = Omit<Parameters<typeof createInProcessTransport>[0], "door">;

/** What is wrong with an otherwise right transport. */
interface Flaw {
  readonly transport?: (right: Transport) => Partial<Transport>;
  readonly arrival?: (right: Arrival) => Partial<Arrival>;
  readonly reaction?: (right: Reaction) => Reaction;
  readonly options?: (right: Options) => Options;
}

/** The checks of an in-process transport with this flaw. */
function checksOf(flaw: Flaw): ReturnType<typeof transportConformance> {
  return transportConformance({
    open: async (react, options) => {
      const door = doorOf(async (arrival) => {
        const reaction = await react({ ...arrival, ...flaw.arrival?.(arrival) });
        return flaw.reaction?.(reaction) ?? reaction;
      });
      const right = createInProcessTransport({ door, ...(flaw.options?.(options) ?? options) });
      return { transport: { ...right, ...flaw.transport?.(right) }, close: async () => undefined };
    },
  });
}

/** A transport that alters what is prepared. */
const altering = (alter: (request: TransportRequest) => TransportRequest): Flaw => ({
  transport: (right) => ({
    send: (prepare, options) => right.send(async () => alter(await prepare()), options),
  }),
});

const withoutHeader = (name: string) => (headers: ReadonlyMap<string, string>) =>
  new Map([...headers].filter(([other]) => other !== name));

describe.concurrent("the conformance suite of transports", () => {
  it("has a name for each check", () => {
    const names = checksOf({}).map(({ name }) => name);
    expect(new Set(names).size).toBe(names.length);
  });

  it.each<[string, Flaw, string]>([
    [
      "a host that is not the one sent",
      { transport: () => ({ host: "elsewhere" }) },
      "names the host that it says it will",
    ],
    [
      "a target that is decoded on the way",
      altering((request) => ({ ...request, target: request.target.replaceAll("%2A", "*") })),
      "carries targets to the letter",
    ],
    [
      "a header that gets lost",
      { arrival: ({ headers }) => ({ headers: withoutHeader("x-acs-security-token")(headers) }) },
      "carries headers to the letter",
    ],
    [
      "a header that is trimmed inside",
      {
        arrival: ({ headers }) => ({
          headers: new Map(Array.from(headers, ([name, value]) => [name, value.replaceAll("  ", " ")])),
        }),
      },
      "carries headers to the letter",
    ],
    [
      "a body with other line ends",
      altering((request) => ({ ...request, body: request.body.replaceAll("\r\n", "\n") })),
      "carries bodies to the letter, in UTF-8",
    ],
    [
      "a body in Latin-1",
      {
        arrival: ({ body }) => ({
          body: Uint8Array.from(Buffer.from(new TextDecoder().decode(body), "latin1")),
        }),
      },
      "carries bodies to the letter, in UTF-8",
    ],
    [
      "a body with GET",
      { arrival: ({ method, body }) => ({ body: method === "GET" ? new Uint8Array(1) : body }) },
      "sends no body with GET",
    ],
    [
      "a body that is cut off",
      { arrival: ({ body }) => ({ body: body.subarray(0, 100_000) }) },
      "carries big bodies",
    ],
    [
      "a request that is made to fit",
      altering((request) => ({ ...request, target: "/", headers: {} })),
      "refuses a request that would not arrive to the letter, and sends nothing",
    ],
    [
      "a request that is prepared once for all attempts",
      {
        transport: (right) => ({
          send: (prepare, options) => {
            let held: ReturnType<typeof prepare> | undefined;
            return right.send(() => (held ??= prepare()), options);
          },
        }),
      },
      "prepares each attempt anew",
    ],
    [
      "an error of prepare in other clothes",
      {
        transport: (right) => ({
          send: (prepare, options) =>
            right.send(async () => {
              try {
                return await prepare();
              } catch (cause) {
                throw new Error("no request", { cause });
              }
            }, options),
        }),
      },
      "passes on what prepare throws, and neither sends nor tries again",
    ],
    [
      "refusals that are thrown",
      {
        transport: (right) => ({
          send: async (prepare, options) => {
            const response = await right.send(prepare, options);
            if (response.status >= 400) throw new Error("refused");
            return response;
          },
        }),
      },
      "gives an answer whatever its status",
    ],
    [
      "headers in the case they came in",
      {
        transport: (right) => ({
          send: async (prepare, options) => {
            const { headers, ...rest } = await right.send(prepare, options);
            const upper = Object.entries(headers).map(([name, value]) => [name.toUpperCase(), value]);
            return { ...rest, headers: Object.fromEntries(upper) as Record<string, string> };
          },
        }),
      },
      "gives the headers of an answer, in lower case",
    ],
    [
      "a redirect that is followed",
      {
        transport: (right) => ({
          send: async (prepare, options) => {
            const response = await right.send(prepare, options);
            const { location } = response.headers;
            if (location === undefined || response.status === 200) return response;
            return right.send(async () => ({ ...(await prepare()), target: location }), options);
          },
        }),
      },
      "follows no redirect: a signed request goes nowhere else",
    ],
    [
      "answers without a bound",
      { options: (right) => ({ ...right, maxAnswerBytes: Number.MAX_SAFE_INTEGER }) },
      "reads no longer answer, and asks for it once",
    ],
    [
      "a bound that is one too low",
      {
        options: ({ maxAnswerBytes, ...options }) =>
          maxAnswerBytes === undefined ? options : { ...options, maxAnswerBytes: maxAnswerBytes - 1 },
      },
      "reads an answer as long as it may be",
    ],
    [
      "calls whose answers are mixed up",
      {
        transport: (right) => {
          let last: ReturnType<Transport["send"]> | undefined;
          return {
            send: async (prepare, options) => {
              const previous = last;
              last = right.send(prepare, options);
              return previous === undefined ? last : (await last, previous);
            },
          };
        },
      },
      "gives each of many calls at once its own answer",
    ],
    [
      "calls that all may be sent again",
      {
        transport: (right) => ({
          send: (prepare, options) => right.send(prepare, { ...options, repeatable: true }),
        }),
      },
      "sends any other call once: nobody knows what became of it (hang up)",
    ],
    [
      "calls of which none may be sent again",
      {
        transport: (right) => ({
          send: (prepare, options) => right.send(prepare, { ...options, repeatable: false }),
        }),
      },
      "sends a repeatable call again after a server error",
    ],
    [
      "throttling that is known by its status alone",
      {
        reaction: (reaction) =>
          reaction.kind === "answer" && reaction.status !== 429
            ? { ...reaction, body: (reaction.body ?? "").replace("Throttling", "Busy") }
            : reaction,
      },
      "knows a throttled request by its code",
    ],
    [
      "one attempt too many",
      {
        options: ({ retry, ...options }) => ({
          ...options,
          retry: { ...retry, attempts: (retry?.attempts ?? 3) + 1 },
        }),
      },
      "leaves it at the last answer after three attempts",
    ],
    [
      "a service that asks for time and is not heard",
      {
        reaction: (reaction) => (reaction.kind === "answer" ? { ...reaction, headers: {} } : reaction),
      },
      "waits as long as the service asks for",
    ],
    [
      "no time limit",
      { options: (right) => ({ ...right, timeout: 60_000 }) },
      "gives up an attempt at its time limit (stay silent)",
    ],
    [
      "a time limit that covers what is prepared",
      {
        transport: (right) => ({
          send: (prepare, options) =>
            right.send(
              () =>
                Promise.race([
                  Promise.resolve(prepare()),
                  new Promise<never>((_, reject) =>
                    setTimeout(() => {
                      reject(new Error("too late"));
                    }, 3000),
                  ),
                ]),
              options,
            ),
        }),
      },
      "does not count the time that a request takes to prepare",
    ],
    [
      "an error that tells the request",
      {
        transport: (right) => ({
          send: (prepare, options) =>
            right.send(prepare, options).catch(async (error: unknown) => {
              const { target } = await prepare();
              if (error instanceof Error) error.message += target;
              throw error;
            }),
        }),
      },
      "says nothing of the request in an error, and where there is a cause, keeps it",
    ],
    [
      "signals that are not heard",
      { transport: (right) => ({ send: (prepare, { repeatable }) => right.send(prepare, { repeatable }) }) },
      "ends at once while an answer is awaited",
    ],
    [
      "a signal that is heard before the call only",
      {
        transport: (right) => ({
          send: (prepare, { repeatable, signal }) =>
            right.send(prepare, signal?.aborted === true ? { repeatable, signal } : { repeatable }),
        }),
      },
      "ends at once between two attempts",
    ],
  ])("finds %s", async (_, flaw, name) => {
    const check = (of: Flaw) =>
      checksOf(of)
        .find((candidate) => candidate.name === name)
        ?.run();
    await expect(check({})).resolves.toBeUndefined();
    await expect(check(flaw)).rejects.toThrow();
  });
});
