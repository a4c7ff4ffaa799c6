import { backendConformance, receiverConformance } from "@keyferry/crypto/conformance";
import { createSoftwareBackend, createSoftwareReceiver } from "@keyferry/crypto-software";
import { describe, it } from "vitest";

const receiver = createSoftwareReceiver();

describe("the software backend keeps the contract", () => {
  for (const check of backendConformance({ create: createSoftwareBackend, receivers: [receiver] }))
    it(check.name, () => check.run());
});

describe("the software receiver keeps the contract", () => {
  for (const check of receiverConformance({ receiver })) it(check.name, () => check.run());
});
