import { createPublicTransport, type FetchOptions } from "@keyferry/transport";
import { describe, expect, it, onTestFinished, vi } from "vitest";
import { silentPort } from "./far-side.ts";
import { once, requestWith } from "./request.ts";

const transportOver = (fetch: typeof globalThis.fetch, options: FetchOptions = {}) =>
  createPublicTransport({ region: "cn-hangzhou", fetch, ...options });

describe("a transport over fetch", () => {
  it("sends no cookies and follows no redirect", async () => {
    let sent: RequestInit | undefined;
    const transport = transportOver(async (_, init) => {
      sent = init;
      return new Response("");
    });
    await transport.send(() => requestWith(), once);
    expect(sent).toMatchObject({ credentials: "omit", redirect: "manual" });
  });

  it("takes a redirect that a browser hides for no answer", async () => {
    const hidden = Object.defineProperty(new Response(), "type", { value: "opaqueredirect" });
    const sending = transportOver(async () => hidden).send(() => requestWith(), once);
    await expect(sending).rejects.toMatchObject({ name: "TransportError", reason: "unreachable" });
  });

  it("holds its time limit over a fetch that takes no notice of signals", async () => {
    const transport = transportOver(() => new Promise<never>(() => undefined), { timeout: 50 });
    const sending = transport.send(() => requestWith(), once);
    await expect(sending).rejects.toMatchObject({ reason: "timeout" });
  });

  it("reads no more of an answer than it takes", async () => {
    let pulled = 0;
    let cancelled = false;
    const endless = new ReadableStream<Uint8Array>({
      pull: (controller) => {
        pulled++;
        controller.enqueue(new Uint8Array(1000));
      },
      cancel: () => {
        cancelled = true;
      },
    });
    const transport = transportOver(async () => new Response(endless), { maxAnswerBytes: 5000 });
    const sending = transport.send(() => requestWith(), once);
    await expect(sending).rejects.toMatchObject({ reason: "oversized" });
    expect(cancelled).toBe(true);
    expect(pulled).toBeLessThan(10);
  });

  it("is unreachable when nobody listens", async () => {
    const endpoint = `http://127.0.0.1:${String(await silentPort())}`;
    const sending = createPublicTransport({ endpoint }).send(() => requestWith(), once);
    await expect(sending).rejects.toMatchObject({ reason: "unreachable", cause: expect.any(Error) as Error });
    await expect(sending).rejects.toThrow("could not be reached, or the connection broke");
  });
});

describe("on a web page", () => {
  const endpoint = "http://127.0.0.1:7788";

  /** What a call throws on a page of this origin, whose browser lets nothing through. */
  async function errorOn(page: string | undefined, cause: Error = new TypeError("Failed to fetch")) {
    vi.stubGlobal("document", {});
    vi.stubGlobal("location", page === undefined ? undefined : { origin: page });
    onTestFinished(() => {
      vi.unstubAllGlobals();
    });
    const transport = createPublicTransport({ endpoint, fetch: () => Promise.reject(cause) });
    return transport.send(() => requestWith(), once).catch((error: unknown) => error);
  }

  it("an endpoint of another origin that cannot be reached may be one that does not let the page in", async () => {
    expect(await errorOn("https://app.example")).toMatchObject({
      name: "TransportError",
      reason: "unreachable",
      message: expect.stringMatching(
        /^http:\/\/127\.0\.0\.1:7788 could not be reached by this page: .* --allow-origin https:\/\/app\.example\.$/,
      ) as string,
      cause: expect.any(TypeError) as Error,
    });
  });

  it("a page without an origin is told that it needs one", async () => {
    expect(await errorOn("null")).toHaveProperty("message", expect.stringContaining("serve it over http"));
  });

  it.each([
    ["an endpoint of its own origin", endpoint, undefined],
    ["what fails otherwise", "https://app.example", new Error("the disk is full")],
    ["no page at all", undefined, undefined],
  ])("nothing is said of it about %s", async (_, page, cause) => {
    expect(await errorOn(page, cause)).toHaveProperty(
      "message",
      "127.0.0.1:7788 could not be reached, or the connection broke",
    );
  });
});

describe("waits", () => {
  /** Milliseconds that pass until the second attempt. */
  async function waitAfter(headers: Record<string, string>, baseDelay: number): Promise<number> {
    vi.useFakeTimers({ toFake: ["setTimeout", "clearTimeout", "performance"] });
    onTestFinished(() => {
      vi.useRealTimers();
    });
    const times: number[] = [];
    const transport = transportOver(
      async () => {
        times.push(performance.now());
        return new Response("", { status: times.length === 1 ? 429 : 200, headers });
      },
      { retry: { baseDelay } },
    );
    const sending = transport.send(() => requestWith(), once);
    await vi.advanceTimersByTimeAsync(100_000);
    await sending;
    const [first = NaN, second = NaN] = times;
    return second - first;
  }

  it("are as long as the service asks for, up to 30 seconds", async () => {
    expect(await waitAfter({ "x-acs-retry-after": "20000" }, 1)).toBe(20_000);
    expect(await waitAfter({ "x-acs-retry-after": "999999999" }, 1)).toBe(30_000);
  });

  it("are random, and no longer than their bound", async () => {
    const waits = [await waitAfter({}, 1000), await waitAfter({}, 1000), await waitAfter({}, 1000)];
    expect(Math.max(...waits)).toBeLessThanOrEqual(1000);
    expect(new Set(waits).size).toBeGreaterThan(1);
  });

  it("are never longer than 30 seconds", async () => {
    expect(await waitAfter({}, Number.MAX_SAFE_INTEGER)).toBeLessThanOrEqual(30_000);
  });
});
