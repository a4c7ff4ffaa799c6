import { rootPrincipal } from "@keyferry/access";
import { createSealer, type Sealer } from "@keyferry/crypto";
import { createNodeBackend } from "@keyferry/crypto-node";
import {
  createControls,
  createFaults,
  createLatestRequests,
  createTestClock,
  type Controls,
} from "@keyferry/controls";
import { createKey, listKeys } from "@keyferry/protocol";
import { createCaller } from "@keyferry/sdk";
import { createService } from "@keyferry/service";
import { createMemoryNonceStore, createMemoryStore } from "@keyferry/store-memory";
import { createInProcessTransport } from "@keyferry/transport";
import { describe, expect, it } from "vitest";

const account = "1000000000000000";
const root = { account, accessKeyId: "root", accessKeySecret: "secret" };

/** A KMS in this process, and its controls, to which everybody is the root. */
async function newKms() {
  const clock = createTestClock(() => 1_800_000_000_000);
  const faults = createFaults(async () => undefined);
  const store = createMemoryStore({ clock: clock.now });
  const inner = createSealer(new Uint8Array(32));
  const sealed: Uint8Array[] = [];
  const sealer: Sealer = {
    seal(label, plaintext) {
      const record = inner.seal(label, plaintext);
      if (label.kind === "snapshot") sealed.push(record);
      return record;
    },
    open: (label, record) => inner.open(label, record),
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
  const failures: unknown[] = [];
  const requests = createLatestRequests(() => "unknown");
  const controls = await createControls({
    ...{ account, clock, faults, requests, store, sealer },
    service: { signerOf: async () => rootPrincipal(account) },
    onMoved: async () => {
      moved.push(clock.ahead());
    },
    onFault: (error) => failures.push(error),
  });
  const door = service.openGateway(service.hostsOf("public"), { onAnswered: requests.add });
  const caller = createCaller({
    transport: createInProcessTransport({ door }),
    credentials: { accessKeyId: "root", accessKeySecret: "secret" },
  });
  return { controls, caller, moved, failures, sealed };
}

async function ask(controls: Controls, name: string, document: unknown = {}, method = "POST") {
  const { status, body } = await controls.handle({
    method,
    target: `/_keyferry/${name}`,
    headers: new Map(),
    body: new TextEncoder().encode(typeof document === "string" ? document : JSON.stringify(document)),
    sourceAddress: "127.0.0.1",
    secure: false,
  });
  return { status, answer: JSON.parse(body) as Readonly<Record<string, unknown>> };
}

describe("controls in a process", () => {
  it("reset a KMS with a hundred keys in less than 10 milliseconds", async () => {
    const { controls, caller } = await newKms();
    const times: number[] = [];
    for (let round = 0; round < 5; round++) {
      for (let keys = 0; keys < 100; keys++) await caller.call(createKey, {});
      const begin = performance.now();
      expect((await ask(controls, "reset")).status).toBe(200);
      times.push(performance.now() - begin);
      expect((await caller.call(listKeys, {})).TotalCount).toBe(0);
    }
    // Others may have this machine's time meanwhile: the best round tells what the work takes.
    expect(Math.min(...times)).toBeLessThan(10);
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

  it("are those that there are, by POST", async () => {
    const { controls } = await newKms();
    for (const name of ["nothing", "clock/name", "toString", "snapshots/../clock", "clock?advance=1d"]) {
      expect((await ask(controls, name)).status).toBe(404);
    }
    expect((await ask(controls, "clock", {}, "GET")).answer["Code"]).toBe("UnsupportedHTTPMethod");
    expect((await ask(controls, "clock", `{"advance":"${"1".repeat(20_000)}"}`)).status).toBe(413);
  });
});
