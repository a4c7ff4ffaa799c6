import {
  createHostBackend,
  createHostReceiver,
  createLateBackend,
  createSealer,
  type Sealer,
} from "@keyferry/crypto";
import { anOwner, backendConformance } from "@keyferry/crypto/conformance";
import { describe, expect, it } from "vitest";
import { opensslPrimitives, opensslReceiverPrimitives } from "./openssl-primitives.ts";

/** A late backend, and how often what it stands for was loaded. */
function lateBackend(sealer: Sealer = createSealer(new Uint8Array(32))) {
  const { name, capabilities } = createHostBackend(opensslPrimitives, { sealer });
  let loads = 0;
  const load = async () => {
    loads += 1;
    return createHostBackend(opensslPrimitives, { sealer });
  };
  return { backend: createLateBackend({ name, capabilities, load }), loads: () => loads };
}

const newKey = {
  owner: anOwner,
  versionId: "11111111-1111-4111-8111-111111111111",
  spec: "Aliyun_AES_256",
  protectionLevel: "SOFTWARE",
} as const;

describe("a late backend", () => {
  const checks = backendConformance({
    create: ({ sealer }) => lateBackend(sealer).backend,
    receivers: [createHostReceiver(opensslReceiverPrimitives)],
  });
  it.each(checks.map((check) => [check.name, check] as const))("%s", async (_name, check) => {
    await check.run();
  });

  it("is not loaded to say what it can do, to forget or to close", async () => {
    const { backend, loads } = lateBackend();
    expect(backend.capabilities[0]?.keySpecs).toContain("Aliyun_AES_256");
    await backend.destroyKey({ versionId: newKey.versionId, custody: "host", material: new Uint8Array(1) });
    await backend.close();
    expect(loads()).toBe(0);
  });

  it("is loaded once, by the first calls, and answers as the backend does from then on", async () => {
    const { backend, loads } = lateBackend();
    const [first] = await Promise.all([backend.createKey(newKey), backend.random(8), backend.random(8)]);
    expect(loads()).toBe(1);
    expect(first.custody).toBe("host");
    expect(backend.random(8)).toBeInstanceOf(Uint8Array);
    expect(loads()).toBe(1);
  });

  it("is closed and forgets in peace where it cannot be loaded, and is tried again by the next call", async () => {
    const sealer = createSealer(new Uint8Array(32));
    const { name, capabilities } = createHostBackend(opensslPrimitives, { sealer });
    let away = true;
    const load = async () => {
      if (away) throw new Error("the file is away");
      return createHostBackend(opensslPrimitives, { sealer });
    };
    const backend = createLateBackend({ name, capabilities, load });
    const key = { versionId: newKey.versionId, custody: "host", material: new Uint8Array(1) };
    const failing = expect(Promise.resolve(backend.random(8))).rejects.toThrow("the file is away");
    await Promise.all([failing, backend.destroyKey(key), backend.close()]);
    await Promise.all([backend.destroyKey(key), backend.close()]);
    away = false;
    expect(await backend.random(8)).toHaveLength(8);
    await backend.close();
  });
});
