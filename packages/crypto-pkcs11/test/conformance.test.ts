import { createSealer, type TokenReceiver } from "@keyferry/crypto";
import { backendConformance, tokenReceiverConformance } from "@keyferry/crypto/conformance";
import { createNodeBackend, createNodeReceiver } from "@keyferry/crypto-node";
import { createPkcs11Backend, createPkcs11Receiver, type Pkcs11Backend } from "@keyferry/crypto-pkcs11";
import { createSoftwareReceiver } from "@keyferry/crypto-software";
import { afterAll, beforeAll, describe, it } from "vitest";
import { testModules, type TestToken } from "../../../tools/testing/pkcs11-tokens.ts";

const sender = createNodeBackend({ sealer: createSealer(new Uint8Array(32).fill(0x5a)) });
const receivers = [createNodeReceiver(), createSoftwareReceiver()];

for (const module of testModules) {
  describe.skipIf(module.leftOut)(`the backend on ${module.name} keeps the contract`, () => {
    let token: TestToken;
    let backend: Pkcs11Backend;
    beforeAll(async () => {
      token = module.newToken();
      backend = await createPkcs11Backend(token.options);
    });
    afterAll(async () => {
      await backend.close();
      token.remove();
    });

    // One process for all checks: a start takes longer than most of them.
    const create = () => ({ ...backend, close: () => undefined });
    // Long RSA keys take seconds each, and have tests of their own.
    const generates = ["RSA_2048", "EC_P256", "EC_P256K"] as const;
    for (const check of backendConformance({ create, receivers, generates })) {
      it(check.name, () => check.run());
    }
  });
  describe.skipIf(module.leftOut)(`the receiver on ${module.name} keeps the contract`, () => {
    let token: TestToken;
    let receiver: TokenReceiver;
    beforeAll(async () => {
      token = module.newToken();
      receiver = await createPkcs11Receiver(token.options);
    });
    afterAll(async () => {
      await receiver.close();
      token.remove();
    });

    const create = () => ({ ...receiver, close: () => undefined });
    for (const check of tokenReceiverConformance({ create, sender })) it(check.name, () => check.run());
  });
}
