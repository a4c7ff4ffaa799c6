import { createPublicTransport, type RetryPolicy } from "@keyferry/transport";
import { describe, expect, it, onTestFinished, vi } from "vitest";
import { preparation } from "./prepare.ts";
import { answer, hangUp, startServer, type Server } from "./server.ts";

const quickly: RetryPolicy = { baseDelay: 1 };
const transportTo = ({ endpoint }: Server, retry = quickly) => createPublicTransport({ endpoint, retry });
const noncesOf = ({ arrivals }: Server) => arrivals.map(({ headers }) => headers["x-acs-signature-nonce"]);

describe("a throttled request", () => {
  it.each([true, false])(
    "is sent again, prepared anew, when repeatable is %s: it did nothing",
    async (repeatable) => {
      const server = await startServer(answer(429), answer(429), answer(200, "done"));
      const response = await transportTo(server).send(preparation(), { repeatable });
      expect(response).toMatchObject({ status: 200, body: "done" });
      expect(noncesOf(server)).toEqual(["1", "2", "3"]);
    },
  );
});

describe("a server error", () => {
  it.each([500, 502, 503])("%i of a repeatable call: it is sent again, prepared anew", async (status) => {
    const server = await startServer(answer(status), answer(200, "done"));
    const response = await transportTo(server).send(preparation(), { repeatable: true });
    expect(response).toMatchObject({ status: 200, body: "done" });
    expect(noncesOf(server)).toEqual(["1", "2"]);
  });

  it.each([500, 503])("%i of any other call is the answer", async (status) => {
    const server = await startServer(answer(status, "sorry"));
    const response = await transportTo(server).send(preparation(), { repeatable: false });
    expect(response).toMatchObject({ status, body: "sorry" });
    expect(server.arrivals).toHaveLength(1);
  });
});

describe("a lost connection", () => {
  it("of a repeatable call: it is sent again", async () => {
    const server = await startServer(hangUp, answer(200, "done"));
    const response = await transportTo(server).send(preparation(), { repeatable: true });
    expect(response.body).toBe("done");
    expect(noncesOf(server)).toEqual(["1", "2"]);
  });

  it("of any other call is an error: nobody knows what became of it", async () => {
    const server = await startServer(hangUp, answer(200));
    const sending = transportTo(server).send(preparation(), { repeatable: false });
    await expect(sending).rejects.toMatchObject({ name: "TransportError", reason: "unreachable" });
    expect(server.arrivals).toHaveLength(1);
  });
});

describe("attempts", () => {
  it("are three, then the last answer is the answer", async () => {
    const server = await startServer(answer(503, "1"), answer(503, "2"), answer(503, "3"), answer(200));
    const response = await transportTo(server).send(preparation(), { repeatable: true });
    expect(response).toMatchObject({ status: 503, body: "3" });
    expect(server.arrivals).toHaveLength(3);
  });

  it("are three, then the last error is the error", async () => {
    const server = await startServer(hangUp);
    const sending = transportTo(server).send(preparation(), { repeatable: true });
    await expect(sending).rejects.toMatchObject({ reason: "unreachable" });
    expect(server.arrivals).toHaveLength(3);
  });

  it.each([1, 2, 5])("are as many as the policy says: %i", async (attempts) => {
    const server = await startServer(answer(429));
    await transportTo(server, { baseDelay: 1, attempts }).send(preparation(), { repeatable: true });
    expect(server.arrivals).toHaveLength(attempts);
  });
});

describe("x-acs-retry-after", () => {
  const pause = async (value: string, baseDelay = 1) => {
    const server = await startServer(answer(429, "", { "x-acs-retry-after": value }), answer(200));
    await transportTo(server, { baseDelay }).send(preparation(), { repeatable: false });
    const [first, second] = server.arrivals;
    return (second?.time ?? 0) - (first?.time ?? 0);
  };

  it("is obeyed, in milliseconds", async () => {
    // Timers may fire a millisecond early.
    expect(await pause("150")).toBeGreaterThan(145);
  });

  it("is obeyed up to 30 seconds", async () => {
    vi.useFakeTimers({ toFake: ["setTimeout", "clearTimeout"] });
    onTestFinished(() => {
      vi.useRealTimers();
    });
    let attempts = 0;
    const transport = createPublicTransport({
      region: "cn-hangzhou",
      retry: quickly,
      fetch: async () =>
        ++attempts === 1
          ? new Response("", { status: 429, headers: { "x-acs-retry-after": "999999999" } })
          : new Response("done"),
    });
    const sending = transport.send(preparation(), { repeatable: false });
    await vi.advanceTimersByTimeAsync(29_999);
    expect(attempts).toBe(1);
    await vi.advanceTimersByTimeAsync(1);
    await expect(sending).resolves.toMatchObject({ body: "done" });
  });

  it.each(["soon", "-1", "1e9", "99999999999", ""])("is not obeyed when it is %j", async (value) => {
    expect(await pause(value)).toBeLessThan(5000);
  });
});
