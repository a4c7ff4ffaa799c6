import { readFileSync, rmSync, truncateSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it, vi } from "vitest";
import { control, signedControl } from "./control.ts";
import { builtIn, officialClient } from "./official-client.ts";
import { send } from "./raw-http.ts";
import { newFolder, startServer, type RunningServer } from "./running-server.ts";

const user = { accessKeyId: "LTAI-ci", accessKeySecret: "not-a-secret-of-anybody" };
const seed = {
  users: [{ name: "ci", accessKeys: [{ id: user.accessKeyId, secret: user.accessKeySecret }] }],
};

let server: RunningServer;
beforeAll(async () => {
  server = await startServer({ seed });
});
afterAll(async () => {
  await server[Symbol.asyncDispose]();
});

/** Looks at something of a server, as its root unless told otherwise. */
async function look(view: string, asked: object = {}, { of = server, as = builtIn } = {}) {
  const { answer, ...raw } = await control(of.ready.public, `inspect/${view}`, asked, as);
  return { ...raw, answer: answer as Readonly<Record<string, unknown>> };
}

/** The state of the chain once all is verified, however busy the machine is. */
async function chainOf(of: RunningServer, asked: object = {}) {
  let { answer } = await look("chain", asked, { of });
  while (answer["verified"] !== answer["length"]) ({ answer } = await look("chain", {}, { of }));
  return answer;
}

const refused = (call: Promise<unknown>) => call.catch((error: unknown) => error);

describe("the account's root", () => {
  it("sees users and who may export, on every gateway, signed for it", async () => {
    const { KeyId } = (await officialClient(server.ready.public)("CreateKey")).KeyMetadata;
    expect((await look("users")).answer).toMatchObject({ users: [{ name: "ci" }], total: 1 });
    expect((await look("exporters", { key: KeyId })).answer).toMatchObject({
      exporters: [{ principal: "acs:ram::1000000000000000:root" }, {}],
    });
    for (const origin of [server.ready.vpc, server.ready.dedicated]) {
      const { status, body } = await send(origin, {
        ...signedControl(origin, "inspect/users"),
        ca: server.ca,
      });
      expect(status).toBe(200);
      expect(JSON.parse(body)).toMatchObject({ users: [{ name: "ci" }] });
    }
  });

  it("sees what was asked, its own look included, and that the chain is whole", async () => {
    const call = officialClient(server.ready.public);
    const { RequestId } = await call("ListKeys");
    await vi.waitFor(async () => {
      const { answer } = await look("records", { operation: "ListKeys", limit: 1 });
      expect(answer).toMatchObject({ records: [{ requestId: RequestId, eventName: "ListKeys" }] });
    });
    await vi.waitFor(async () => {
      const { body } = await look("records");
      expect(body).toContain('"control":"inspect/records"');
      expect(body).toContain('"eventName":"OpenAuditChain"');
    });
    const begin = { startsAt: null, replacedAt: null };
    expect(await chainOf(server)).toMatchObject({ whole: true, chains: 1, findings: [], ...begin });
  });

  it("sees refusals with their explanations, as they come", async () => {
    const { last } = (await look("refusals")).answer;
    await refused(officialClient(server.ready.public, user)("ListKeys"));
    await vi.waitFor(async () => {
      const { answer } = await look("refusals", { ...(typeof last === "string" && { since: last }) });
      expect(answer).toMatchObject({
        refusals: [
          { operation: "ListKeys", code: "Forbidden.NoPermission", access: expect.anything() as unknown },
        ],
      });
    });
  });
});

describe("nobody else", () => {
  it.each(["users", "records", "refusals"])("sees %s: a user of the account", async (view) => {
    const { status, body } = await look(view, {}, { as: user });
    expect(status).toBe(403);
    expect(body).toContain("only the account's root may look here");
  });

  it("sees anything from a page of elsewhere, or under a name that the gateway does not go by", async () => {
    const { public: origin } = server.ready;
    const signed = signedControl(origin, "inspect/users");
    const marked = { ...signed.headers, origin: "https://elsewhere.example", "sec-fetch-site": "cross-site" };
    const foreign = await send(origin, { ...signed, headers: marked });
    expect([foreign.status, foreign.body]).toEqual([403, expect.stringContaining("Forbidden.CrossOrigin")]);
    const named = await send(origin, { ...signed, headers: { ...signed.headers, host: "rebound.example" } });
    expect(named.status).toBe(404);
    expect(named.body).not.toContain("LTAI-ci");
  });

  it("sees anything from a page of an origin that may call: only the server's own pages look", async () => {
    const folder = newFolder();
    const open = await startServer({ data: folder, flags: ["--allow-origin", "https://app.example"] });
    try {
      const signed = signedControl(open.ready.public, "inspect/users");
      const headers = { ...signed.headers, origin: "https://app.example", "sec-fetch-site": "cross-site" };
      expect((await send(open.ready.public, { ...signed, headers })).body).not.toContain('"users"');
      const own = { ...signed.headers, origin: open.ready.public, "sec-fetch-site": "same-origin" };
      expect((await send(open.ready.public, { ...signed, headers: own })).body).toContain('"users"');
    } finally {
      await open[Symbol.asyncDispose]();
      rmSync(folder, { recursive: true, force: true });
    }
  });
});

describe("a trail that somebody has touched", () => {
  it("is told as such: what was changed, and what was rotated away", async () => {
    const folder = newFolder();
    const file = join(folder, "audit.log");
    const touched = await startServer({ data: folder });
    try {
      const call = officialClient(touched.ready.public);
      await call("ListKeys");
      await call("ListAliases");
      await vi.waitFor(async () => {
        expect((await look("records", { operation: "ListAliases" }, { of: touched })).body).toContain(
          "ListAliases",
        );
      });
      expect(await chainOf(touched)).toMatchObject({ whole: true });
      const text = readFileSync(file, "utf8");
      writeFileSync(file, text.replace('"eventName":"ListKeys"', '"eventName":"ListTags"'));
      expect(await chainOf(touched, { again: true })).toMatchObject({
        whole: false,
        findings: [{ line: 2, fault: "changed" }],
      });
      truncateSync(file);
      await call("ListKeys");
      await vi.waitFor(async () => {
        const startsAt = { sequence: expect.any(Number) as number };
        expect(await chainOf(touched)).toMatchObject({ whole: true, startsAt });
      });
    } finally {
      await touched[Symbol.asyncDispose]();
      rmSync(folder, { recursive: true, force: true });
    }
  });
});

describe("a server", () => {
  it("that does not serve the explorer says how to have it", async () => {
    await using plain = await startServer({ flags: ["--explorer", "false"] });
    const { status, body } = await look("users", {}, { of: plain });
    expect(status).toBe(404);
    expect(body).toContain("start it with --explorer");
  });

  it("that keeps nothing, and explains nothing, says so", async () => {
    await using plain = await startServer({ ephemeral: true, flags: ["--explain", "false"] });
    for (const view of ["records", "chain"]) {
      const { status, body } = await look(view, {}, { of: plain });
      expect(status).toBe(400);
      expect(body).toContain("name a file with --audit-log");
    }
    expect((await look("refusals", {}, { of: plain })).body).toContain("start it with --explain");
  });
});
