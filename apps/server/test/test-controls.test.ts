import { readFileSync } from "node:fs";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it, vi } from "vitest";
import { control, signedControl, type SignedControl } from "./control.ts";
import { officialClient, type Failure } from "./official-client.ts";
import { send } from "./raw-http.ts";
import { newFolder, startInVain, startServer, type RunningServer } from "./running-server.ts";

const flags = ["--test-controls"];
const user = { accessKeyId: "LTAI-ci", accessKeySecret: "not-a-secret-of-anybody" };
const allowAll = [{ Version: "1", Statement: [{ Effect: "Allow", Action: "*", Resource: "*" }] }];
const seed = {
  users: [
    { name: "ci", accessKeys: [{ id: user.accessKeyId, secret: user.accessKeySecret }], policies: allowAll },
  ],
};

let memory: RunningServer;
let database: RunningServer;
beforeAll(async () => {
  memory = await startServer({ ephemeral: true, flags, seed });
  database = await startServer({ flags, seed });
});
afterAll(async () => {
  await memory[Symbol.asyncDispose]();
  await database[Symbol.asyncDispose]();
});

const codeOf = (call: Promise<unknown>) =>
  call.then(
    () => "OK",
    (error: unknown) => (error as Partial<Failure>).code ?? "",
  );

describe.each([
  ["in memory", () => memory],
  ["in a database", () => database],
])("the clock of a server that keeps its keys %s", (_, server) => {
  it("moves forward, and what is due then happens", async () => {
    const { public: origin } = server().ready;
    const call = officialClient(origin);
    const { KeyId } = (await call("CreateKey")).KeyMetadata;
    await call("ScheduleKeyDeletion", { KeyId, PendingWindowInDays: 7 });
    expect(await codeOf(call("DescribeKey", { KeyId }))).toBe("OK");
    await control(origin, "clock", { advance: "6d" });
    expect(await codeOf(call("DescribeKey", { KeyId }))).toBe("OK");
    const moved = await control(origin, "clock", { advance: "25h" });
    expect(moved.status).toBe(200);
    // Requests are signed by the time of the system, and still pass.
    expect(await codeOf(call("DescribeKey", { KeyId }))).toBe("Forbidden.KeyNotFound");
    const { CreationDate = "" } = (await call("CreateKey")).KeyMetadata;
    expect(Date.parse(CreationDate)).toBeGreaterThan(Date.now() + 6 * 86_400_000);
  });

  it("is set to a moment to come, and refuses to go back", async () => {
    const { public: origin } = server().ready;
    const year = new Date().getUTCFullYear() + 1;
    const set = await control(origin, "clock", { set: `${String(year)}-12-31T00:00:00Z` });
    expect((set.answer as { readonly now: string }).now).toContain(`${String(year)}-12-31T00:00:0`);
    const back = await control(origin, "clock", { set: "2020-01-01T00:00:00Z" });
    expect(back.status).toBe(400);
    expect(back.body).toContain("the clock goes forward only");
    expect((await control(origin, "clock", { advance: "1 week" })).body).toContain("such as 7d");
    const asked = await control(origin, "clock");
    expect((asked.answer as { readonly now: string }).now).toContain(`${String(year)}-12-31T00:00:0`);
  });
});

describe("faults", () => {
  const fault = (rule: object) => control(memory.ready.public, "faults", rule);
  const call = (action: string) => codeOf(officialClient(memory.ready.public)(action));

  it("refuse the next calls of an operation, and no others", async () => {
    await fault({ operation: "ListKeys", next: 2, error: "Rejected.Throttling", retryAfter: "1500ms" });
    expect(await call("DescribeRegions")).toBe("OK");
    expect([await call("ListKeys"), await call("ListKeys"), await call("ListKeys")]).toEqual([
      "Rejected.Throttling",
      "Rejected.Throttling",
      "OK",
    ]);
  });

  it("answer 429 with the time after which to come again", async () => {
    const { public: origin } = memory.ready;
    await fault({ operation: "DescribeRegions", next: 1, error: "Rejected.Throttling", retryAfter: "2s" });
    const error = (await officialClient(origin)("DescribeRegions").catch(
      (failure: unknown) => failure,
    )) as Failure;
    expect(error.entry.response.statusCode).toBe(429);
    expect(error.message).toContain("a test asked for this fault");
  });

  it("meet every so many-eth call, from their making on", async () => {
    await fault({ operation: "ListAliases", every: 3, error: "InternalFailure" });
    const codes: string[] = [];
    for (let calls = 0; calls < 6; calls++) codes.push(await call("ListAliases"));
    expect(codes).toEqual(["OK", "OK", "InternalFailure", "OK", "OK", "InternalFailure"]);
    expect((await fault({})).body).toContain('"seen":6,"met":2');
    await fault({ clear: true });
    expect((await fault({})).answer).toEqual({ faults: [] });
  });

  it("let calls wait, and close their connections", async () => {
    await fault({ operation: "ListKeys", next: 1, delay: "300ms" });
    const begin = performance.now();
    expect(await call("ListKeys")).toBe("OK");
    expect(performance.now() - begin).toBeGreaterThanOrEqual(295);
    await fault({ operation: "ListKeys", next: 1, drop: true });
    await expect(officialClient(memory.ready.public)("ListKeys")).rejects.toThrow(
      /socket hang up|ECONNRESET/,
    );
    expect(await call("ListKeys")).toBe("OK");
  });

  it.each([
    [{ operation: "Nothing", next: 1, drop: true }, "operation: must be the name of an operation"],
    [{ operation: "ListKeys", drop: true }, "next: or every must be given"],
    [{ next: 1 }, "error: delay or drop must be given"],
    [{ next: 0, drop: true }, "next: must be 1 at least"],
    [{ next: 1, error: "NoSuchCode" }, "error: must be a code of the catalogue"],
    [{ next: 1, delay: "61s" }, "delay: must be 60s at the most"],
    [{ next: 1, delay: "1s", what: 1 }, "what: is nothing that is known here"],
  ])("are refused as %j", async (rule, says) => {
    const { status, body } = await fault(rule);
    expect(status).toBe(400);
    expect(body).toContain(says);
  });
});

describe("snapshots", () => {
  it("bring back what was there, under their names", async () => {
    const { public: origin } = memory.ready;
    const call = officialClient(origin);
    await control(origin, "reset");
    const { KeyId } = (await call("CreateKey")).KeyMetadata;
    const { CiphertextBlob, Plaintext } = await call("GenerateDataKey", { KeyId });
    await control(origin, "snapshots/one-key");
    await call("DisableKey", { KeyId });
    await call("CreateKey");
    expect((await call("ListKeys")).TotalCount).toBe(2);
    const restored = await control(origin, "snapshots/one-key", { action: "restore" });
    expect(restored.answer).toMatchObject({ snapshots: [{ name: "one-key" }] });
    expect((await call("ListKeys")).TotalCount).toBe(1);
    expect(await call("Decrypt", { CiphertextBlob })).toMatchObject({ Plaintext });
    expect((await control(origin, "snapshots/another", { action: "restore" })).body).toContain(
      "there are one-key",
    );
    await control(origin, "snapshots/one-key", { action: "delete" });
    expect((await control(origin, "snapshots")).answer).toEqual({ snapshots: [] });
  });

  it("and reset are for servers that keep all in memory", async () => {
    for (const name of ["reset", "snapshots", "snapshots/one"]) {
      const { status, body } = await control(database.ready.public, name);
      expect(status).toBe(400);
      expect(body).toContain("start the server with --ephemeral");
    }
  });
});

describe("a reset", () => {
  it("brings back the beginning: keys, users, clock, faults and requests", { timeout: 30_000 }, async () => {
    const { public: origin } = memory.ready;
    const call = officialClient(origin);
    for (let round = 0; round < 2; round++) {
      await control(origin, "reset");
      expect((await call("ListKeys")).TotalCount).toBe(0);
      for (let keys = 0; keys < 20; keys++) await call("CreateKey");
      await control(origin, "clock", { advance: "400d" });
      await control(origin, "faults", { next: 5, drop: true });
      await control(origin, "reset");
      expect((await call("ListKeys")).TotalCount).toBe(0);
      expect((await control(origin, "clock")).answer).toMatchObject({ aheadMs: 0 });
      expect(await codeOf(officialClient(origin, user)("ListKeys"))).toBe("OK");
    }
    const { requests } = (await control(origin, "requests")).answer as { readonly requests: object[] };
    expect(requests).toHaveLength(2);
  });
});

describe("the latest requests", () => {
  it("are told without anything that a caller has sent or was answered", async () => {
    const { public: origin } = memory.ready;
    const call = officialClient(origin);
    const { KeyId } = (await call("CreateKey")).KeyMetadata;
    const { Plaintext, CiphertextBlob } = await call("GenerateDataKey", { KeyId });
    await codeOf(call("Decrypt", { CiphertextBlob, EncryptionContext: '{"planted":"in-a-context"}' }));
    const { answer, body } = await control(origin, "requests", { last: 2 });
    expect(answer).toMatchObject({
      requests: [{ eventName: "GenerateDataKey" }, { eventName: "Decrypt", errorCode: "InvalidParameter" }],
    });
    expect(body).toContain(KeyId);
    for (const secret of [Plaintext, CiphertextBlob, "planted", "keyferry-loopback-only"]) {
      expect(body).not.toContain(secret);
    }
    const created = await control(origin, "requests", { operation: "CreateKey", last: 1 });
    expect(created.answer).toMatchObject({ requests: [{ eventName: "CreateKey" }] });
  });
});

describe("whoever is not the account's root", () => {
  it.each(["clock", "reset", "snapshots", "snapshots/x", "faults", "requests"])("has no %s", async (name) => {
    const { public: origin } = memory.ready;
    const denied = await control(origin, name, {}, user);
    expect(denied.status).toBe(403);
    expect(denied.body).toContain("controls are for the account's root alone");
    const wrong = { accessKeyId: "keyferry", accessKeySecret: "another" };
    expect((await control(origin, name, {}, wrong)).body).toContain("SignatureDoesNotMatch");
    const unsigned = await send(origin, { method: "POST", target: `/_keyferry/${name}`, body: "{}" });
    expect(unsigned.body).toContain("sign by ACS3-HMAC-SHA256");
  });

  it("is refused a body and a path that were not signed, and a request that was there before", async () => {
    const { public: origin } = memory.ready;
    const signed = signedControl(origin, "clock");
    const codeAt = async (request: SignedControl) => {
      const { status, body } = await send(origin, request);
      return status === 200 ? "OK" : (JSON.parse(body) as { readonly Code: string }).Code;
    };
    expect(await codeAt({ ...signed, body: '{"advance":"7d"}' })).toBe("SignatureDoesNotMatch");
    expect(await codeAt({ ...signed, target: "/_keyferry/reset" })).toBe("SignatureDoesNotMatch");
    expect(await codeAt(signed)).toBe("OK");
    expect(await codeAt(signed)).toBe("SignatureNonceUsed");
  });

  it("is a page of elsewhere, and whoever comes through another gateway", async () => {
    const { public: origin } = memory.ready;
    const foreign = await send(origin, {
      method: "POST",
      target: "/_keyferry/clock",
      headers: { origin: "https://elsewhere.example", "sec-fetch-site": "cross-site" },
    });
    expect(foreign.status).toBe(403);
    expect((await send(memory.ready.vpc, { method: "POST", target: "/_keyferry/clock" })).body).toContain(
      "the path must be /",
    );
  });

  it("leaves a record in the audit trail all the same, and so does the root", async () => {
    const { public: origin } = database.ready;
    const asked = await control(origin, "faults");
    const denied = await control(origin, "clock", { advance: "1d" }, user);
    const recordOf = (requestId: unknown) =>
      readFileSync(join(database.data, "audit.log"), "utf8")
        .split("\n")
        .filter((line) => line.includes(String(requestId)))
        .map((line) => JSON.parse(line) as object);
    await vi.waitFor(
      () => {
        expect(recordOf(asked.headers["x-acs-request-id"])).toMatchObject([
          {
            userIdentity: { type: "root-account" },
            additionalEventData: { control: "faults", httpStatus: 200 },
          },
        ]);
        expect(recordOf(denied.headers["x-acs-request-id"])).toMatchObject([
          { userIdentity: { type: "ram-user", userName: "ci" }, errorCode: "Forbidden.NoPermission" },
        ]);
      },
      { timeout: 10_000 },
    );
  });
});

describe("a server without --test-controls", () => {
  it("says how to have them", async () => {
    await using server = await startServer({ ephemeral: true });
    const { status, body } = await control(server.ready.public, "clock");
    expect(status).toBe(404);
    expect(body).toContain("start this one with --test-controls");
  });

  it("is every one that others can reach", async () => {
    const strong = ["--access-key-id", "LTAI-operator", "--access-key-secret", "kR7-quite-long-and-odd-91"];
    const { error } = await startInVain({
      data: newFolder(),
      flags: ["--test-controls", "--host", "0.0.0.0", ...strong],
    });
    expect(error).toContain("it is for loopback only, not for --host 0.0.0.0");
  });
});
