import { createSealer } from "@keyferry/crypto";
import { backendConformance, receiverConformance, wycheproofCheck } from "@keyferry/crypto/conformance";
import { createSoftwareBackend, createSoftwareReceiver } from "@keyferry/crypto-software";
import { describe, it } from "vitest";
import { wycheproofFiles } from "../../../tools/testing/wycheproof-files.ts";
import { subject } from "./wycheproof-subject.ts";

const sender = createSoftwareBackend({ sealer: createSealer(new Uint8Array(32).fill(0x5a)) });
const receiver = createSoftwareReceiver();

describe("the software backend keeps the contract", () => {
  // The longer RSA keys take JavaScript up to a minute each; the suite imports its own.
  const generates = ["RSA_2048", "EC_P256", "EC_P256K", "EC_SM2"] as const;
  const create = createSoftwareBackend;
  for (const check of backendConformance({ create, receivers: [receiver], generates })) {
    it(check.name, () => check.run());
  }
});

describe("the software receiver keeps the contract", () => {
  for (const check of receiverConformance({ receiver, sender })) it(check.name, () => check.run());
});

for (const { name, file } of wycheproofFiles([
  "AES-GCM",
  "ECDSA on P-256",
  "ECDSA on secp256k1",
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
