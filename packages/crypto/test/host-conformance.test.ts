import { createHostBackend, createHostReceiver, createSealer } from "@keyferry/crypto";
import { backendConformance, receiverConformance } from "@keyferry/crypto/conformance";
import { describe, expect, it } from "vitest";
import {
  asynchronousPrimitives,
  opensslPrimitives,
  opensslReceiverPrimitives,
} from "./openssl-primitives.ts";

const sender = createHostBackend(opensslPrimitives, { sealer: createSealer(new Uint8Array(32).fill(0x5a)) });
const receiver = createHostReceiver(opensslReceiverPrimitives);

describe.each([opensslPrimitives, asynchronousPrimitives])("a host backend over $name", (primitives) => {
  const checks = backendConformance({
    create: ({ sealer }) => createHostBackend(primitives, { sealer }),
    receivers: [receiver],
  });
  it.each(checks.map((check) => [check.name, check] as const))("%s", async (_name, check) => {
    await check.run();
  });
});

describe("a host receiver", () => {
  const checks = receiverConformance({ receiver, sender });
  it.each(checks.map((check) => [check.name, check] as const))("%s", async (_name, check) => {
    await check.run();
  });
});

describe("the conformance suite", () => {
  it("names every check once", () => {
    const names = backendConformance({
      create: ({ sealer }) => createHostBackend(opensslPrimitives, { sealer }),
      receivers: [],
    }).map(({ name }) => name);
    expect(new Set(names).size).toBe(names.length);
  });
});
