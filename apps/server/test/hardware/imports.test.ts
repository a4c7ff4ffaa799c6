import { randomBytes } from "node:crypto";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { wrapMaterial } from "../../../../tools/testing/wrap-material.ts";
import { officialClient, type Answer, type Call } from "../official-client.ts";
import { startServer, type RunningServer } from "../running-server.ts";
import { auditOf, startOn, testModules, type TestToken } from "./hsm-server.ts";

const wrapping = { WrappingAlgorithm: "RSAES_OAEP_SHA_256", WrappingKeySpec: "RSA_2048" } as const;
const textOf = (answer: Answer, member: string) =>
  (answer as unknown as Record<string, string>)[member] ?? "";

for (const module of testModules) {
  describe.skipIf(module.leftOut)(`a server on ${module.name}`, () => {
    let token: TestToken;
    let server: RunningServer;
    let call: Call;

    beforeAll(async () => {
      token = module.newToken();
      server = await startServer(startOn(token));
      call = officialClient(server.ready.public);
    });
    afterAll(async () => {
      await server[Symbol.asyncDispose]();
      token.remove();
    });

    async function importInto(KeyId: string, material: Uint8Array): Promise<Answer> {
      const parameters = await call("GetParametersForImport", { KeyId, ...wrapping });
      const publicKey = new Uint8Array(Buffer.from(textOf(parameters, "PublicKey"), "base64"));
      const wrapped = wrapMaterial(publicKey, material, wrapping.WrappingAlgorithm);
      return call("ImportKeyMaterial", {
        KeyId,
        ImportToken: textOf(parameters, "ImportToken"),
        EncryptedKeyMaterial: Buffer.from(wrapped).toString("base64"),
        KeyMaterialExpireUnix: 0,
      });
    }

    it("takes imported material into the module, takes it out, and takes the same in again", async () => {
      const made = await call("CreateKey", { Origin: "EXTERNAL", ProtectionLevel: "HSM" });
      const { KeyId = "", KeyState } = made.KeyMetadata;
      expect(KeyState).toBe("PendingImport");
      const material = new Uint8Array(randomBytes(32));
      await importInto(KeyId, material);
      const { CiphertextBlob } = await call("Encrypt", { KeyId, Plaintext: "before" });
      const dataKey = await call("GenerateDataKey", { KeyId });
      await call("DeleteKeyMaterial", { KeyId });
      await importInto(KeyId, material);
      const opened = await call("Decrypt", { CiphertextBlob });
      expect(opened.Plaintext).toBe("before");
      const again = await call("Decrypt", { CiphertextBlob: dataKey.CiphertextBlob });
      expect(again.Plaintext).toBe(dataKey.Plaintext);
      const audit = await auditOf(server);
      for (const { RequestId } of [dataKey, opened, again]) {
        expect(audit.get(RequestId)?.custodies).toEqual([expect.stringMatching(/^pkcs11:/)]);
        expect(audit.get(RequestId)).not.toHaveProperty("onHost");
      }
    });
  });
}
