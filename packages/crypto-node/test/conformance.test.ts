import { createSealer } from "@keyferry/crypto";
import { backendConformance, receiverConformance, wycheproofCheck } from "@keyferry/crypto/conformance";
import { createNodeBackend, createNodeReceiver } from "@keyferry/crypto-node";
import { createSoftwareBackend, createSoftwareReceiver } from "@keyferry/crypto-software";
import { describe, it } from "vitest";
import { wycheproofFiles } from "../../../tools/testing/wycheproof-files.ts";
import { subject } from "./wycheproof-subject.ts";

const sender = createSoftwareBackend({ sealer: createSealer(new Uint8Array(32).fill(0x5a)) });
const receiver = createNodeReceiver();
const receivers = [receiver, createSoftwareReceiver()];

describe("the backend on node:crypto keeps the contract", () => {
  for (const check of backendConformance({ create: createNodeBackend, receivers })) {
    it(check.name, () => check.run());
  }
});

describe("the receiver on node:crypto keeps the contract", () => {
  for (const check of receiverConformance({ receiver, sender })) it(check.name, () => check.run());
});

for (const { name, file } of wycheproofFiles([
  "AES-GCM",
  "HMAC",
  "HMAC-SHA224",
  "HMAC-SM3",
  "RSAES-OAEP",
  "RSASSA-PSS",
  "RSASSA-PKCS1-v1_5",
])) {
  it(`agrees with Wycheproof: ${name}`, async () => {
    await wycheproofCheck(name, file, subject).run();
  });
}
