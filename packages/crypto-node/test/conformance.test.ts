import { backendConformance, receiverConformance } from "@keyferry/crypto/conformance";
import { createNodeBackend, createNodeReceiver } from "@keyferry/crypto-node";
import { createSoftwareReceiver } from "@keyferry/crypto-software";
import { describe, it } from "vitest";

const receiver = createNodeReceiver();
const receivers = [receiver, createSoftwareReceiver()];

describe("the backend on node:crypto keeps the contract", () => {
  for (const check of backendConformance({ create: createNodeBackend, receivers }))
    it(check.name, () => check.run());
});

describe("the receiver on node:crypto keeps the contract", () => {
  for (const check of receiverConformance({ receiver })) it(check.name, () => check.run());
});
