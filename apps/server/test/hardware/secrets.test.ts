import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { failureOf, officialClient, type Answer, type Call } from "../official-client.ts";
import { newFolder, startServer, type RunningServer } from "../running-server.ts";
import { auditOf, startOn, testModules, type AuditLine, type TestToken } from "./hsm-server.ts";

const SecretName = "orders/password";
const instance = { id: `kst-${"h".repeat(21)}`, plan: { edition: "hardware" } };
const value = (answer: Answer) => (answer as unknown as { readonly SecretData: string }).SecretData;

for (const module of testModules) {
  describe.skipIf(module.leftOut)(`a server on ${module.name}`, () => {
    let token: TestToken;
    let server: RunningServer;
    let call: Call;
    /** Ids of those whose keys have to be in the module. */
    const requests: string[] = [];

    beforeAll(async () => {
      token = module.newToken();
      const file = join(newFolder(), "seed.json");
      writeFileSync(file, JSON.stringify({ instances: [instance] }));
      server = await startServer(startOn(token, { flags: ["--seed", file] }));
      call = officialClient(server.ready.public);
    });
    afterAll(async () => {
      await server[Symbol.asyncDispose]();
      token.remove();
    });

    const newKey = async (parameters: Readonly<Record<string, string>>) =>
      (await call("CreateKey", parameters)).KeyMetadata;

    it("seals the values of secrets under keys in the module, which closes them with the key", async () => {
      const { KeyId = "" } = await newKey({ ProtectionLevel: "HSM" });
      const created = await call("CreateSecret", {
        ...{ SecretName, VersionId: "v1", SecretData: "one", EncryptionKeyId: KeyId },
      });
      const first = await call("GetSecretValue", { SecretName });
      expect(value(first)).toBe("one");
      await call("PutSecretValue", { SecretName, VersionId: "v2", SecretData: "密码 two" });
      expect(value(await call("GetSecretValue", { SecretName }))).toBe("密码 two");
      expect(value(await call("GetSecretValue", { SecretName, VersionId: "v1" }))).toBe("one");
      await call("DisableKey", { KeyId });
      expect((await failureOf(call("GetSecretValue", { SecretName }))).code).toBe("Rejected.Unavailable");
      await call("EnableKey", { KeyId });
      expect(value(await call("GetSecretValue", { SecretName }))).toBe("密码 two");
      requests.push(created.RequestId, first.RequestId);
    });

    it.each(["Aliyun_AES_128", "Aliyun_AES_192"])(
      "makes a key of %s in it, which encrypts and exports",
      async (KeySpec) => {
        const { KeyId = "", ProtectionLevel } = await newKey({ KeySpec, ProtectionLevel: "HSM" });
        expect(ProtectionLevel).toBe("HSM");
        const { CiphertextBlob } = await call("Encrypt", { KeyId, Plaintext: "any text" });
        expect((await call("Decrypt", { CiphertextBlob })).Plaintext).toBe("any text");
        const made = await call("GenerateDataKey", { KeyId, KeySpec: "AES_256" });
        const opened = await call("Decrypt", { CiphertextBlob: made.CiphertextBlob });
        expect(opened.Plaintext).toBe(made.Plaintext);
        requests.push(made.RequestId);
      },
    );

    it("has the keys of a hardware instance in it", async () => {
      const made = await call("CreateKey", { DKMSInstanceId: instance.id });
      expect(made.KeyMetadata["ProtectionLevel"]).toBe("HSM");
      requests.push(made.RequestId);
    });

    it("says in the audit trail that all of this was in the module", async () => {
      const audit: ReadonlyMap<string, AuditLine> = await auditOf(server);
      expect(requests.length).toBe(5);
      for (const id of requests) {
        expect(audit.get(id)?.custodies).toEqual([expect.stringMatching(/^pkcs11:/)]);
        expect(audit.get(id)).not.toHaveProperty("onHost");
      }
    });
  });
}
