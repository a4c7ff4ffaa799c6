import type { Access } from "@keyferry/access";
import { explanationPage, renderText, type Explanation } from "@keyferry/explain";
import { errorCatalogue, serviceError, type ErrorCode } from "@keyferry/protocol";
import { describe, expect, it } from "vitest";
import { createExplainingService, idIn } from "./explaining-service.ts";
import { createRing, refusal } from "./rings.ts";
import { start, v1 } from "../../gateway/test/requests.ts";
import { ask, createService, region } from "../../gateway/test/service.ts";

const id = "0123456789abcdef0123456789abcdef";
const nothing = { headers: new Map<string, string>(), sourceAddress: "", secure: false };

describe("an explanation", () => {
  it("has an id of 128 random bits, and what is known of any refusal", async () => {
    const { explanations } = createRing();
    const first = explanations.add(refusal());
    expect(first).toMatch(/^[0-9a-f]{32}$/);
    expect(await explanations.find(first)).toEqual({
      id: first,
      time: "2026-01-02T03:04:05.000Z",
      requestId: "r",
      gateway: "public",
      region: null,
      operation: null,
      dryRun: false,
      status: 404,
      code: "Forbidden.KeyNotFound",
      message: errorCatalogue["Forbidden.KeyNotFound"].message,
      documented: errorCatalogue["Forbidden.KeyNotFound"],
      beneath: null,
      advice: [expect.stringContaining("region, account and id")],
    });
  });

  it.each(Object.keys(errorCatalogue) as ErrorCode[])(
    "can be made of %s, and read in a terminal",
    async (code) => {
      const { explanations, failures } = createRing();
      const found = await explanations.find(explanations.add(refusal(code)));
      expect(failures).toEqual([]);
      expect(renderText(found as Explanation)).toContain(`${code} (${String(errorCatalogue[code].status)})`);
    },
  );

  it("as text has no control characters, whatever the request had", async () => {
    const { explanations } = createRing();
    const error = serviceError("InvalidProduct.NotFound", { reason: "\u001b[2J\u009b1m\u202e is no host" });
    const found = await explanations.find(explanations.add(refusal("MissingAction", { error })));
    expect(renderText(found as Explanation)).not.toMatch(/(?!\n)[\p{Cc}\u202e]/u);
  });

  it("tells a request that is late from a clock that has gone back", async () => {
    const { explanations } = createRing();
    const adviceAt = async (signingTime: number) => {
      // A test may have moved the service's own clock.
      const time = start + 400 * 86_400_000;
      const parts = { request: v1("DescribeRegions"), time, signingTime };
      const refused = refusal("InvalidTimeStamp.Expired", parts);
      return (await explanations.find(explanations.add(refused)))?.advice.join();
    };
    expect(await adviceAt(start + 16 * 60_000)).toContain("is 16 minutes behind the server's");
    expect(await adviceAt(start)).toContain("It has gone back by more than 16 minutes");
  });

  it("tells the time by the clock that requests are signed by, wherever the service's own was moved", async () => {
    const service = await createExplainingService({}, { signingClock: () => start });
    service.clock.now = start + 400 * 86_400_000;
    const refused = await ask(service, v1("DescribeRegions", { Timestamp: "2026-01-02T02:00:00Z" }));
    const { code, advice } = await service.explanationOf(refused);
    expect(code).toBe("InvalidTimeStamp.Expired");
    expect(advice.join()).toContain("is 64 minutes behind the server's");
    expect(advice.join()).toContain("The server's clock said 2026-01-02T03:04:05.000Z.");
  });

  it("that cannot be made is told, and is not there", async () => {
    const access = { accessKey: () => Promise.reject(new Error("the store is gone")) } as unknown as Access;
    const { explanations, failures } = createRing({ access });
    const refused = refusal("SignatureDoesNotMatch", { request: v1("DescribeRegions") });
    expect(await explanations.find(explanations.add(refused))).toBeUndefined();
    expect(failures).toEqual([expect.objectContaining({ message: "the store is gone" })]);
  });
});

describe("the header", () => {
  it("is on every refusal, also of what never arrived whole, and on no success", async () => {
    const service = await createExplainingService();
    const refused = await service.send("DescribeKey", { KeyId: "alias/none" });
    const unread = service.gateways.public.refuse("RequestEntityTooLarge", nothing);
    expect((await service.explanationOf(refused)).operation).toBe("DescribeKey");
    expect(await service.explanationOf(unread)).toMatchObject({
      code: "RequestEntityTooLarge",
      operation: null,
    });
    expect((await service.send("ListKeys")).headers).not.toHaveProperty("x-keyferry-explain");
  });

  it("is on none where nothing explains", async () => {
    const service = await createService();
    expect((await ask(service, v1("Nothing"))).headers).not.toHaveProperty("x-keyferry-explain");
    const unread = service.gateways.public.refuse("RequestEntityTooLarge", nothing);
    expect(unread.headers).not.toHaveProperty("x-keyferry-explain");
  });
});

describe("the page", () => {
  const { explanations } = createRing({ random: () => Uint8Array.from(Buffer.from(id, "hex")) });
  explanations.add(refusal());
  const instances = () => [];
  const hosts = {
    kind: "public",
    regions: [region],
    defaultRegion: region,
    instances,
    anyName: false,
  } as const;
  const get = (target: string, headers: Readonly<Record<string, string>> = {}, method = "GET") =>
    explanationPage(
      { method, target, headers: new Map(Object.entries({ host: "127.0.0.1:7788", ...headers })) },
      { explanations, hosts },
    );

  it.each([
    ["text", {}, ""],
    ["text", { accept: "*/*" }, ""],
    ["text", { accept: "application/xhtml+xml,application/json-seq" }, ""],
    ["text", { accept: "text/html" }, "?format=text"],
    ["JSON", { accept: "application/json" }, ""],
    ["JSON", { accept: "text/html, Application/JSON;q=0.9" }, ""],
    ["JSON", {}, "?format=json"],
    ["text", { accept: "application/json" }, "?format=text"],
  ])("is %s to %j%s", async (form, headers, query) => {
    const response = await get(`/explain/${id}${query}`, headers);
    const found = (await explanations.find(id)) as Explanation;
    expect(response).toEqual({
      status: 200,
      headers: {
        "content-type": form === "JSON" ? "application/json;charset=utf-8" : "text/plain;charset=utf-8",
        "cache-control": "no-store",
        "x-content-type-options": "nosniff",
      },
      body: form === "JSON" ? JSON.stringify(found) : renderText(found),
    });
  });

  it.each([
    `/explain/${id.replace("0", "1")}`,
    `/explain/${id.toUpperCase()}`,
    `/explain/${id}?format=xml`,
    `/explain/${id}/`,
    "/explain/",
    "/explain/../explain",
  ])("is not at %s", async (target) => {
    const response = await get(target);
    expect(response?.status).toBe(404);
    expect(response?.headers["content-type"]).toBe("text/plain;charset=utf-8");
    expect(response?.headers["x-content-type-options"]).toBe("nosniff");
  });

  it.each(["/", "/explain", "/explain?x", "/healthz", "//explain/"])("leaves %s to others", (target) => {
    expect(get(target)).toBeUndefined();
  });

  it("leaves other methods to others", () => {
    expect(get(`/explain/${id}`, {}, "POST")).toBeUndefined();
  });

  it.each(["evil.example", "evil.example:7788", "kms.cn-hangzhou.aliyuncs.com.evil.example", ""])(
    "is refused to the Host %j, which a browser could be made to send",
    async (host) => {
      const response = await get(`/explain/${id}`, { host });
      expect(response?.status).toBe(404);
      expect(response?.body).not.toContain("Forbidden");
    },
  );

  it.each(["localhost:7788", "[::1]:7788", "kms.cn-hangzhou.aliyuncs.com"])(
    "is there for %s",
    async (host) => {
      expect((await get(`/explain/${id}`, { host }))?.status).toBe(200);
    },
  );

  it("is found by the URL that a refusal carries", async () => {
    const service = await createExplainingService();
    const refused = await service.send("DescribeKey", { KeyId: "alias/none" });
    const request = {
      method: "GET",
      target: `/explain/${idIn(refused)}`,
      headers: new Map([["host", "localhost"]]),
    };
    const response = await explanationPage(request, { explanations: service.explanations, hosts });
    expect(response?.body).toContain("Forbidden.AliasNotFound (404)");
  });
});
