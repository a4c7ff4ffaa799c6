import { rmSync, writeFileSync } from "node:fs";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import {
  beginTrouble,
  endTrouble,
  faultVariables,
  importFaults,
  logins,
} from "../../../../tools/testing/pkcs11-faults.ts";
import { pin } from "../../../../tools/testing/pkcs11-tokens.ts";
import { failureOf, officialClient, type Answer, type Call } from "../official-client.ts";
import { newFolder, startInVain, startServer, type RunningServer } from "../running-server.ts";
import { eventually, outcomeOf } from "./eventually.ts";
import { helperOf, startOn, testModules, type TestToken } from "./hsm-server.ts";
import { ways } from "../open-export.ts";

/** A call's time limit, in milliseconds, unless the options say otherwise. */
const callLimit = 10_000;

for (const module of testModules) {
  describe.skipIf(module.leftOut)(`a server whose token of ${module.name} has troubles`, () => {
    let token: TestToken;
    let data: string;
    let server: RunningServer;
    let call: Call;

    const start = async (...faults: readonly string[]): Promise<void> => {
      const variables = { ...faultVariables(token, ...faults), NODE_OPTIONS: importFaults.join(" ") };
      server = await startServer(startOn(token, { data, variables }));
      call = officialClient(server.ready.public);
    };
    const createKey = (ProtectionLevel = "HSM"): Promise<Answer> => call("CreateKey", { ProtectionLevel });
    const newBlob = async (ProtectionLevel = "HSM"): Promise<string> => {
      const KeyId = (await createKey(ProtectionLevel)).KeyMetadata["KeyId"];
      return (await call("GenerateDataKeyWithoutPlaintext", { KeyId })).CiphertextBlob;
    };
    const decrypt = (CiphertextBlob: string): Promise<Answer> => call("Decrypt", { CiphertextBlob });
    const exportKey = (CiphertextBlob: string): Promise<Answer> =>
      call("ExportDataKey", { CiphertextBlob, ...ways.RSAES_OAEP_SHA_1.parameters });
    const expectExport = async (blob: string): Promise<void> => {
      const { ExportedDataKey } = await exportKey(blob);
      expect(ways.RSAES_OAEP_SHA_1.open(ExportedDataKey)).toBe((await decrypt(blob)).Plaintext);
    };
    /** Expects 503, within the time of a call. */
    const expectUnavailable = async (asked: Promise<Answer>): Promise<void> => {
      const begun = performance.now();
      const { code, entry } = await failureOf(asked);
      expect([code, entry.response.statusCode]).toEqual(["ServiceUnavailableTemporary", 503]);
      expect(performance.now() - begun).toBeLessThan(callLimit);
    };
    const countKeys = async (): Promise<unknown> => (await call("ListKeys")).TotalCount;
    const listOrphans = () => startInVain({ ...startOn(token, { flags: ["orphans"] }), data });

    beforeEach(() => {
      token = module.newToken();
      data = newFolder();
    });
    afterEach(async () => {
      await server[Symbol.asyncDispose]();
      token.remove();
      rmSync(data, { recursive: true });
    });

    it("closes a module that does not do what it did, after an output that was wrong, and goes on with other keys", async () => {
      await start("turns bits", "loses HMAC-SHA-512");
      const { KeyId } = (await createKey()).KeyMetadata;
      const software = await newBlob("SOFTWARE");
      beginTrouble(token);
      const encrypt = () => outcomeOf(call("Encrypt", { KeyId, Plaintext: "a text" }));
      expect(await eventually("InternalFailure", encrypt)).toBe("InternalFailure");
      // The next process of the module finds that it does less.
      expect(await encrypt()).toBe("InternalFailure");
      endTrouble(token);
      expect(await encrypt()).toBe("InternalFailure");
      await expectExport(software);
      const get = async (path: string) => (await fetch(`${server.ready.public}${path}`)).text();
      expect(JSON.parse(await get("/readyz"))).toEqual({
        status: "not ready",
        failing: ["cryptography: pkcs11", "module"],
      });
      const figures = await get("/metrics");
      expect(figures).toContain(
        'keyferry_crypto_wrong_outputs_total{backend="pkcs11",algorithm="AES-GCM"} 1',
      );
      expect(figures).toMatch(/keyferry_crypto_backend_closed\{backend="pkcs11",algorithm="[^"]+"\} 1/);
    });

    it("answers 503 while there are no sessions, goes on by itself, and keeps no half-made key", async () => {
      await start("no sessions");
      const blob = await newBlob();
      const software = await newBlob("SOFTWARE");
      beginTrouble(token);
      // A call that fails ends its session, and the next one needs another.
      const altered = Buffer.from(blob, "base64");
      altered.writeUInt8(altered.readUInt8(60) ^ 1, 60);
      expect((await failureOf(decrypt(altered.toString("base64")))).code).toBe("InvalidParameter");
      await expectUnavailable(createKey());
      await expectUnavailable(exportKey(blob));
      await expectUnavailable(decrypt(blob));
      await expectExport(software);
      endTrouble(token);
      expect(await eventually("OK", () => outcomeOf(exportKey(blob)))).toBe("OK");
      await expectExport(blob);
      expect(await countKeys()).toBe(2);
      expect(await listOrphans()).toMatchObject({ exitCode: 0, output: "" });
    });

    it(
      "keeps nothing of a key in whose making the process died, in the store or in the token",
      { timeout: 60_000 },
      async () => {
        await start("dies at a third key");
        const blob = await newBlob();
        beginTrouble(token);
        await expectUnavailable(createKey());
        // Nobody calls in between.
        const isClear = async () => (await listOrphans()).output === "";
        expect(await eventually(true, isClear)).toBe(true);
        await expectUnavailable(createKey());
        endTrouble(token);
        await expectExport(await newBlob());
        await expectExport(blob);
        expect(await countKeys()).toBe(2);
        expect(await listOrphans()).toMatchObject({ exitCode: 0, output: "" });
      },
    );

    it("lists what is left of a key, where the server ends as well", async () => {
      await start("dies at a third key");
      // The module's process is not started again without its PIN.
      beginTrouble(token);
      writeFileSync(token.pinFile, "another pin\n");
      await expectUnavailable(createKey());
      await server.stop();
      writeFileSync(token.pinFile, `${pin}\n`);
      const { exitCode, output } = await listOrphans();
      expect(exitCode).toBe(0);
      expect(output).toMatch(/^[0-9a-f-]{36} {2}[0-9a-f]{34} {2}encryption, wrapping\n$/);
      endTrouble(token);
      await start("");
      await expectExport(await newBlob());
      expect((await listOrphans()).output).toBe(output);
    });

    it("answers 503 once the PIN has become wrong, tries each once, and goes on with the right one", async () => {
      await start("");
      const blob = await newBlob();
      const software = await newBlob("SOFTWARE");
      const before = logins(token);
      writeFileSync(token.pinFile, "another pin\n");
      process.kill(helperOf(server), "SIGKILL");
      for (let tries = 0; tries < 4; tries += 1) {
        await expectUnavailable(decrypt(blob));
        await expectUnavailable(createKey());
      }
      await expectExport(software);
      expect(logins(token) - before).toBe(1);
      // Another wrong one, and one that is right.
      writeFileSync(token.pinFile, "a third pin\n");
      for (let tries = 0; tries < 4; tries += 1) await expectUnavailable(decrypt(blob));
      expect(logins(token) - before).toBe(2);
      writeFileSync(token.pinFile, `${pin}\n`);
      expect(await eventually("OK", () => outcomeOf(exportKey(blob)))).toBe("OK");
      await expectExport(blob);
      expect(logins(token) - before).toBe(3);
      expect(server.written().error).not.toContain(pin);
      expect(await countKeys()).toBe(2);
    });
  });
}
