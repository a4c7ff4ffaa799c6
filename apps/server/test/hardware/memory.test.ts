import { randomUUID } from "node:crypto";
import { describe, expect, it } from "vitest";
import { officialClient } from "../official-client.ts";
import { startServer } from "../running-server.ts";
import { helperOf, startOn, testModules } from "./hsm-server.ts";
import { ways } from "./open-export.ts";
import { plantedSecret, plantingSecret } from "../../../../tools/testing/planted-secret.ts";
import { secretsInMemory } from "../../../../tools/testing/process-memory.ts";

const count = 20;

for (const module of testModules) {
  describe.skipIf(module.leftOut || process.platform !== "linux")(`a server on ${module.name}`, () => {
    it("holds no data key in its memory that was exported inside", { timeout: 60_000 }, async () => {
      const token = module.newToken();
      const { seed, execArgv, environment } = plantingSecret(randomUUID());
      const variables = { ...environment, NODE_OPTIONS: execArgv.join(" ") };
      const server = await startServer(startOn(token, { variables }));
      try {
        const call = officialClient(server.ready.public);
        const { KeyId } = (await call("CreateKey", { ProtectionLevel: "HSM" })).KeyMetadata;
        const way = ways.RSAES_OAEP_SHA_1;
        const secrets = new Map([["planted", plantedSecret(seed)]]);
        const remember = (exported: string) => {
          const text = way.open(exported);
          const dataKey = Buffer.from(text, "base64");
          secrets.set(`data key ${String(secrets.size)}`, dataKey);
          // Without its last group, which hangs on what follows.
          secrets.set(`data key ${String(secrets.size)} in base64`, Buffer.from(text.slice(0, -4)));
          secrets.set(`data key ${String(secrets.size)} in hex`, Buffer.from(dataKey.toString("hex")));
        };
        for (let made = 0; made < count; made += 2) {
          const { CiphertextBlob } = await call("GenerateDataKeyWithoutPlaintext", { KeyId });
          const exported = await call("ExportDataKey", { CiphertextBlob, ...way.parameters });
          remember(exported.ExportedDataKey);
          remember((await call("GenerateAndExportDataKey", { KeyId, ...way.parameters })).ExportedDataKey);
        }
        expect(secrets.size).toBe(1 + 3 * count);
        expect(secretsInMemory(server.ready.pid, secrets)).toEqual(["planted"]);
        // The module's process has its variables from the server.
        expect(secretsInMemory(helperOf(server), secrets)).toEqual(["planted"]);
      } finally {
        await server[Symbol.asyncDispose]();
        token.remove();
      }
    });
  });
}
