import { describe, expect, it } from "vitest";
import { exportKeys } from "../exported-keys.ts";
import { officialClient } from "../official-client.ts";
import { startPlanted } from "../planted-server.ts";
import { helperOf, startOn, testModules } from "./hsm-server.ts";
import { ways } from "../open-export.ts";

const lengths = [16, 24, 32, 64];

for (const module of testModules) {
  describe.skipIf(module.leftOut || process.platform !== "linux")(`a server on ${module.name}`, () => {
    it("holds no data key in its memory that was exported inside", { timeout: 60_000 }, async () => {
      const token = module.newToken();
      const server = await startPlanted(startOn(token));
      try {
        const call = officialClient(server.ready.public);
        const { KeyId } = (await call("CreateKey", { ProtectionLevel: "HSM" })).KeyMetadata;
        const way = ways.RSAES_OAEP_SHA_1;
        const { secrets, count } = await exportKeys(call, { parameters: { KeyId }, way, lengths, rounds: 5 });
        expect(count).toBe(40);
        expect(server.found(secrets)).toEqual([]);
        // The module's process has its variables from the server.
        expect(server.found(secrets, helperOf(server))).toEqual([]);
      } finally {
        await server[Symbol.asyncDispose]();
        token.remove();
      }
    });
  });
}
