import { backendConformance } from "@keyferry/crypto/conformance";
import { createNodeReceiver } from "@keyferry/crypto-node";
import { createPkcs11Backend, type Pkcs11Backend } from "@keyferry/crypto-pkcs11";
import { createSoftwareReceiver } from "@keyferry/crypto-software";
import { afterAll, beforeAll, describe, it } from "vitest";
import { testModules, type TestToken } from "../../../tools/testing/pkcs11-tokens.ts";

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
    for (const check of backendConformance({ create, receivers, generates }))
      it(check.name, () => check.run());
  });
}
