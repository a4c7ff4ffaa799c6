import { generateKeyPairSync } from "node:crypto";
import { combineBackends } from "@keyferry/crypto";
import { createPkcs11Backend, type Pkcs11Backend } from "@keyferry/crypto-pkcs11";
import {
  decrypt,
  encrypt,
  exportDataKey,
  generateAndExportDataKey,
  generateDataKeyWithoutPlaintext,
  listKeyVersions,
} from "@keyferry/protocol";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { testModules, type TestToken } from "../../../../tools/testing/pkcs11-tokens.ts";
import { createService, outcomeOf, type Service } from "../../../kms/test/service.ts";

const { publicKey } = generateKeyPairSync("rsa", { modulusLength: 2048 });
const recipient = {
  PublicKeyBlob: new Uint8Array(publicKey.export({ format: "der", type: "spki" })),
  WrappingKeySpec: "RSA_2048",
  WrappingAlgorithm: "RSAES_OAEP_SHA_1",
} as const;

for (const testModule of testModules) {
  describe.skipIf(testModule.leftOut)(`messages under a key in a token of ${testModule.name}`, () => {
    let token: TestToken;
    let module: Pkcs11Backend;
    let service: Service;

    beforeAll(async () => {
      token = testModule.newToken();
      module = await createPkcs11Backend(token.options);
      service = await createService({
        watch: (host) => combineBackends([module, host]),
        messageLimits: { max: 3, warnFrom: 3 },
      });
    });
    afterAll(async () => {
      await module.close();
      token.remove();
    });

    it("are counted, texts and data keys alike, and no more are encrypted than there may be", async () => {
      const KeyId = await service.newKey({ ProtectionLevel: "HSM" });
      const { CiphertextBlob: text } = await service.call(encrypt, { KeyId, Plaintext: "text" });
      const made = await service.call(generateDataKeyWithoutPlaintext, { KeyId });
      await service.call(generateAndExportDataKey, { KeyId, ...recipient });
      for (const refused of [
        service.call(encrypt, { KeyId, Plaintext: "text" }),
        service.call(generateDataKeyWithoutPlaintext, { KeyId }),
        service.call(generateAndExportDataKey, { KeyId, ...recipient }),
      ]) {
        expect(await outcomeOf(refused)).toBe("Rejected.LimitExceeded");
      }
      expect((await service.call(decrypt, { CiphertextBlob: text })).Plaintext).toBe("text");
      const { CiphertextBlob } = made;
      await service.call(exportDataKey, { CiphertextBlob, ...recipient });
    });

    it("have the key rotated inside, where its rotation is on", async () => {
      const rotation = { EnableAutomaticRotation: true, RotationInterval: 604_800 };
      const KeyId = await service.newKey({ ProtectionLevel: "HSM", ...rotation });
      const trail = { resources: [], custodies: [] as string[], keyVersions: [] };
      const request = { KeyId, Plaintext: "text" };
      for (let index = 0; index < 4; index++) await service.call(encrypt, request, {}, trail);
      expect((await service.call(listKeyVersions, { KeyId })).TotalCount).toBe(2);
      expect(trail.custodies).toEqual(module.capabilities.map(({ custody }) => custody));
    });
  });
}
