import { afterAll, beforeAll, describe, expect, it, vi } from "vitest";
import { isLeftOut } from "../../../../tools/testing/left-out.ts";
import { officialClient } from "../official-client.ts";
import { send } from "../raw-http.ts";
import { startServer, type RunningServer } from "../running-server.ts";
import { signedQuery } from "../signed-request.ts";
import { blindRequests } from "./blind-requests.ts";
import { serveSdkPages, type SdkPages } from "./sdk-pages.ts";

const inChromium = it.skipIf(isLeftOut("chromium"));
const slow = 60_000;

// Opened by whichever test is first, so that a Chromium that does not start fails every one.
let opening: Promise<SdkPages> | undefined;
const pages = () => (opening ??= serveSdkPages());

let server: RunningServer;
beforeAll(async () => {
  const allowed = isLeftOut("chromium") ? "http://localhost" : (await pages()).origins.byAddress;
  server = await startServer({ flags: ["--allow-origin", allowed] });
}, slow);

afterAll(async () => {
  await server[Symbol.asyncDispose]();
  await (await opening?.catch(() => undefined))?.[Symbol.asyncDispose]();
});

/** How many keys there are, and how many requests of pages were refused. */
async function counts(): Promise<{ readonly keys: number; readonly refused: number }> {
  const { TotalCount: keys } = await officialClient(server.ready.public)("ListKeys");
  const { body } = await send(server.ready.public, { target: "/metrics" });
  const found = [...body.matchAll(/^keyferry_requests_total\{.*code="Forbidden\.CrossOrigin"\} (\d+)$/gm)];
  return { keys, refused: found.reduce((sum, [, count]) => sum + Number(count), 0) };
}

const createKey = (method: "GET" | "POST") =>
  `${server.ready.public}/?${signedQuery({ Action: "CreateKey", Format: "JSON" }, { method })}`;

describe("a page of an origin that is allowed", () => {
  inChromium(
    "uses the SDK as a program does",
    async () => {
      const { origins, open } = await pages();
      const page = await open(origins.byAddress);
      const found = await page.evaluate((endpoint) => globalThis.kms.journey(endpoint), server.ready.public);
      const { KeyMetadata } = await officialClient(server.ready.public)("DescribeKey", {
        KeyId: found.keyId,
      });
      expect([KeyMetadata["KeyState"], found.bytes]).toEqual(["Enabled", 32]);
    },
    slow,
  );

  inChromium(
    "is told of errors, and why",
    async () => {
      const { origins, open } = await pages();
      const page = await open(origins.byAddress);
      const endpoint = server.ready.public;
      expect(await page.evaluate((at) => globalThis.kms.failure(at), endpoint)).toMatchObject({
        name: "ServiceError",
        code: "Forbidden.AliasNotFound",
      });
      const explained = await page.evaluate((at) => globalThis.kms.explanation(at), endpoint);
      expect(explained.code).toBe("Forbidden.AliasNotFound");
    },
    slow,
  );
});

describe("a page of any other origin", () => {
  inChromium(
    "gets nothing by the SDK, whose error says what would let it in",
    async () => {
      const { origins, open } = await pages();
      const page = await open(origins.byName);
      const before = await counts();
      const error = await page.evaluate((at) => globalThis.kms.failure(at), server.ready.public);
      expect(error).toMatchObject({ name: "TransportError", reason: "unreachable" });
      expect(error.message).toContain(`is started with --allow-origin ${origins.byName}.`);
      // The browser asked first, and sent nothing.
      expect(await counts()).toEqual({ ...before, refused: before.refused + 1 });
    },
    slow,
  );

  inChromium.each(blindRequests)(
    "has nothing performed by $name",
    async ({ method, send: sendBlindly }) => {
      const { origins, open } = await pages();
      const page = await open(origins.byName);
      const before = await counts();
      await page.evaluate(sendBlindly, createKey(method)).catch(() => undefined);
      await vi.waitFor(async () => {
        expect((await counts()).refused).toBeGreaterThan(before.refused);
      }, 10_000);
      expect((await counts()).keys).toBe(before.keys);
      await page.close();
    },
    slow,
  );

  inChromium(
    "would have had it performed, if the page were the server's own",
    async () => {
      const { browser } = await pages();
      const page = await browser.newPage();
      await page.goto(`${server.ready.public}/healthz`);
      const before = await counts();
      const staying = blindRequests.filter(({ leaves }) => leaves !== true);
      // Whatever a browser does with the answers: these are good requests.
      for (const { method, send: sendBlindly } of staying) {
        await page.evaluate(sendBlindly, createKey(method));
      }
      await vi.waitFor(async () => {
        expect(await counts()).toEqual({
          keys: before.keys + staying.length,
          refused: before.refused,
        });
      }, 10_000);
    },
    slow,
  );

  inChromium(
    "cannot read explanations or figures, but can lead to an explanation by a link",
    async () => {
      const { origins, open } = await pages();
      const page = await open(origins.byName);
      const target = `/?${signedQuery({ Action: "DescribeKey", KeyId: "alias/none" })}`;
      const { headers } = await send(server.ready.public, { target });
      const explanation = String(headers["x-keyferry-explain"]);
      for (const url of [explanation, `${server.ready.public}/metrics`, `${server.ready.public}/healthz`]) {
        const read = page.evaluate((at) => fetch(at).then(({ status }) => status), url);
        await expect(read).rejects.toThrow("Failed to fetch");
      }
      await page.evaluate((at) => {
        location.assign(at);
      }, explanation);
      await page.waitForURL(explanation);
      expect(await page.textContent("body")).toContain("Forbidden.AliasNotFound");
    },
    slow,
  );
});
