import { randomUUID } from "node:crypto";
import { makeRecords } from "@keyferry/audit";
import { createSealer, type Sealer } from "@keyferry/crypto";
import { createNodeBackend } from "@keyferry/crypto-node";
import {
  createControls,
  createFaults,
  createLatestRequests,
  createTestClock,
  type Controls,
} from "@keyferry/controls";
import type { AnsweredRequest, Fault } from "@keyferry/gateway";
import { createKey, listKeys } from "@keyferry/protocol";
import { createCaller } from "@keyferry/sdk";
import { createService } from "@keyferry/service";
import { contentSha256, signAcs3 } from "@keyferry/signature";
import type { StoreSnapshot } from "@keyferry/store";
import { createMemoryNonceStore, createMemoryStore } from "@keyferry/store-memory";
import { createInProcessTransport } from "@keyferry/transport";
import { describe, expect, it } from "vitest";

const account = "1000000000000000";
const root = { account, accessKeyId: "root", accessKeySecret: "secret" };

/**
 * A KMS in this process, and its controls.
 *
 * @param isDone what becomes of what is due
 * @param controlledBy the account whose root may use the controls
 */
async function newKms({ isDone = (): boolean => true, controlledBy = account } = {}) {
  const clock = createTestClock(() => 1_800_000_000_000);
  const faults = createFaults(async () => undefined);
  const inMemory = createMemoryStore({ clock: clock.now });
  const counts = { restored: 0, opened: 0 };
  const store = {
    ...inMemory,
    restore(snapshot: StoreSnapshot) {
      counts.restored += 1;
      return inMemory.restore(snapshot);
    },
  };
  const inner = createSealer(new Uint8Array(32));
  const sealed: Uint8Array[] = [];
  const sealer: Sealer = {
    seal(label, plaintext) {
      const record = inner.seal(label, plaintext);
      if (label.kind === "snapshot") sealed.push(record);
      return record;
    },
    open(label, record) {
      counts.opened += 1;
      return inner.open(label, record);
    },
  };
  const service = createService({
    ...{ store, sealer, root },
    nonces: createMemoryNonceStore(),
    crypto: createNodeBackend({ sealer }),
    clock: clock.now,
    signingClock: Date.now,
    interfere: faults.interfere,
    region: "cn-hangzhou",
  });
  const moved: number[] = [];
  const failures: Fault[] = [];
  const told: AnsweredRequest[] = [];
  const requests = createLatestRequests(() => "unknown");
  const controls = await createControls({
    ...{ account: controlledBy, clock, faults, requests, store, sealer },
    service,
    onMoved: async () => {
      moved.push(clock.ahead());
      return isDone();
    },
    onAnswered: (request) => told.push(request),
    onFault: (fault) => failures.push(fault),
  });
  const door = service.openGateway(service.hostsOf("public"), { onAnswered: requests.add });
  const caller = createCaller({
    transport: createInProcessTransport({ door }),
    credentials: { accessKeyId: "root", accessKeySecret: "secret" },
  });
  return { controls, caller, moved, failures, told, sealed, counts };
}

async function ask(controls: Controls, name: string, document: unknown = {}, method = "POST") {
  const target = `/_keyferry/${name}`;
  const body = new TextEncoder().encode(typeof document === "string" ? document : JSON.stringify(document));
  const unsigned = new Map([
    ["host", "127.0.0.1:7788"],
    ["content-type", "application/json"],
    ["x-acs-action", "Control"],
    ["x-acs-version", "2016-01-20"],
    ["x-acs-date", `${new Date().toISOString().slice(0, 19)}Z`],
    ["x-acs-signature-nonce", randomUUID()],
    ["x-acs-content-sha256", contentSha256(body)],
  ]);
  const { authorization } = signAcs3(
    { method, path: target, query: new Map(), parameters: new Map(), headers: unsigned, body },
    { accessKeyId: root.accessKeyId, accessKeySecret: new TextEncoder().encode(root.accessKeySecret) },
  );
  const headers = new Map([...unsigned, ["authorization", authorization]]);
  const request = { method, target, headers, body, sourceAddress: "127.0.0.1", secure: false };
  const response = await controls.handle(request);
  const answer = JSON.parse(response.body) as Readonly<Record<string, unknown>>;
  return { status: response.status, headers: response.headers, answer };
}

describe("controls in a process", () => {
  it("reset a KMS with a hundred keys by one restore of its store, and open nothing for it", async () => {
    const { controls, caller, counts } = await newKms();
    for (let keys = 0; keys < 100; keys++) await caller.call(createKey, {});
    const before = { ...counts };
    expect((await ask(controls, "reset")).status).toBe(200);
    expect(counts).toEqual({ ...before, restored: before.restored + 1 });
    expect((await caller.call(listKeys, {})).TotalCount).toBe(0);
  });

  it("keep snapshots sealed", async () => {
    const { controls, caller, sealed } = await newKms();
    const { KeyMetadata } = await caller.call(createKey, { Description: "planted in a snapshot" });
    await ask(controls, "snapshots/first");
    expect(sealed).toHaveLength(1);
    const text = Buffer.from(sealed[0] ?? new Uint8Array()).toString("latin1");
    for (const secret of ["planted in a snapshot", KeyMetadata.KeyId, "cn-hangzhou"]) {
      expect(text).not.toContain(secret);
    }
  });

  it("have what is due done when the clock was moved, and only then", async () => {
    const { controls, moved } = await newKms();
    await ask(controls, "clock");
    await ask(controls, "clock", { advance: "90m" });
    await ask(controls, "clock", { set: "2027-01-15T09:29:59Z" });
    expect(moved).toEqual([5_400_000]);
    await ask(controls, "clock", { set: "2027-01-16T08:00:00Z" });
    expect(moved).toEqual([5_400_000, 86_400_000]);
  });

  it("say so where something that is due is not done: the clock has moved, and it is tried again", async () => {
    let isDone = false;
    const { controls, failures } = await newKms({ isDone: () => isDone });
    const { status, answer } = await ask(controls, "clock", { advance: "1d" });
    expect([status, answer["Code"]]).toEqual([503, "ServiceUnavailableTemporary"]);
    expect(answer["Message"]).toContain("the clock has moved, and not all that is due could be done");
    expect(failures).toHaveLength(1);
    expect((await ask(controls, "clock")).answer["aheadMs"]).toBe(86_400_000);
    isDone = true;
    expect((await ask(controls, "clock", { advance: "1s" })).status).toBe(200);
  });

  it("tell of each request: who asked for what, and how long it took, wherever the clock went", async () => {
    const { controls, told } = await newKms();
    const { headers } = await ask(controls, "clock", { advance: "400d" });
    await ask(controls, "nothing");
    const [moved, refused] = told.flatMap((request) => makeRecords(request, () => "unknown"));
    expect(moved).toMatchObject({
      requestId: headers["x-acs-request-id"],
      userIdentity: { type: "root-account", accountId: account, accessKeyId: "root" },
      additionalEventData: { gateway: "public", control: "clock", httpStatus: 200 },
    });
    expect(moved?.additionalEventData.durationMs).toBeLessThan(86_400_000);
    expect(refused).toMatchObject({
      errorCode: "InvalidAction.NotFound",
      additionalEventData: { httpStatus: 404 },
    });
    expect(refused?.additionalEventData).not.toHaveProperty("control");
  });

  it("have a call get no answer, and the next one a sound one", async () => {
    const { controls, caller } = await newKms();
    await ask(controls, "faults", { operation: "CreateKey", next: 1, drop: true });
    await expect(caller.call(createKey, {})).rejects.toMatchObject({ reason: "unreachable" });
    expect((await caller.call(listKeys, {})).TotalCount).toBe(0);
    await caller.call(createKey, {});
    expect((await caller.call(listKeys, {})).TotalCount).toBe(1);
  });

  it.each([
    ["clock", { advance: "1d", set: "2030-01-01T00:00:00Z" }, "cannot go together"],
    ["clock", { advance: 7 }, "advance: must be a text"],
    ["clock", { set: "2027-02-30T00:00:00Z" }, "must be such as 2027-01-02T03:04:05Z"],
    ["clock", { set: "2027-02-27T24:00:00Z" }, "must be such as 2027-01-02T03:04:05Z"],
    ["clock", { set: "2027-02-27" }, "must be such as 2027-01-02T03:04:05Z"],
    ["clock", "[]", "must be a JSON object"],
    ["clock", "{", "must be a JSON object"],
    ["reset", { now: true }, "now: is nothing that is known here"],
    ["snapshots/x", { action: "burn" }, "must be save, restore or delete"],
    ["snapshots/none", { action: "restore" }, "there is no snapshot yet"],
    ["requests", { last: 1.5 }, "must be a whole number"],
  ])("refuse %s with %j", async (name, document, says) => {
    const { controls, failures } = await newKms();
    const { status, answer } = await ask(controls, name, document);
    expect(status).toBe(400);
    expect(answer["Message"]).toContain(says);
    expect(failures).toEqual([]);
  });

  it("tell of who may not use them as well, and what was tried", async () => {
    const { controls, told } = await newKms({ controlledBy: "2000000000000000" });
    const { status, answer } = await ask(controls, "clock", { advance: "1d" });
    expect([status, answer["Code"]]).toEqual([403, "Forbidden.NoPermission"]);
    expect((await ask(controls, "nothing")).status).toBe(403);
    expect(told.map(({ facts }) => facts.control)).toEqual(["clock", undefined]);
  });

  it("are those that there are, by POST", async () => {
    const { controls } = await newKms();
    for (const name of ["nothing", "clock/name", "toString", "snapshots/../clock", "clock?advance=1d"]) {
      expect((await ask(controls, name)).status).toBe(404);
    }
    expect((await ask(controls, "clock", {}, "GET")).answer["Code"]).toBe("UnsupportedHTTPMethod");
    expect((await ask(controls, "clock", `{"advance":"${"1".repeat(20_000)}"}`)).status).toBe(413);
  });
});
