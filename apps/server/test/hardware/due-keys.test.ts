import { rmSync } from "node:fs";
import { createPkcs11Backend } from "@keyferry/crypto-pkcs11";
import { describe, expect, it } from "vitest";
import { officialClient } from "../official-client.ts";
import { newFolder, startInVain, startServer } from "../running-server.ts";
import { eventually } from "./eventually.ts";
import { startOn, testModules, type TestToken } from "./hsm-server.ts";

/** Has a server live eight days ahead. */
const eightDaysLater = {
  NODE_OPTIONS: `--import=data:text/javascript,${encodeURIComponent("const now=Date.now;Date.now=()=>now()+8*864e5")}`,
};

async function keysIn({ options }: TestToken): Promise<number> {
  const backend = await createPkcs11Backend(options);
  try {
    return (await backend.listKeys()).length;
  } finally {
    await backend.close();
  }
}

for (const module of testModules) {
  describe.skipIf(module.leftOut)(`a key in a token of ${module.name} whose day of deletion has come`, () => {
    it(
      "waits for its module, without which the server starts, and is destroyed in it",
      { timeout: 60_000 },
      async () => {
        const token = module.newToken();
        const data = newFolder();
        const orphans = () => startInVain({ ...startOn(token, { flags: ["orphans"] }), data });
        try {
          const before = await startServer(startOn(token, { data }));
          const call = officialClient(before.ready.public);
          const { KeyId } = (await call("CreateKey", { ProtectionLevel: "HSM" })).KeyMetadata;
          await call("ScheduleKeyDeletion", { KeyId, PendingWindowInDays: 7 });
          await before.stop();

          const without = await startServer({ data, variables: eightDaysLater });
          const told = async () =>
            Promise.resolve(without.written().error.includes("due keys could not be deleted"));
          expect(await eventually(true, told)).toBe(true);
          await without.stop();
          expect(await keysIn(token)).toBe(1);
          expect(await orphans()).toMatchObject({ exitCode: 0, output: "" });

          const again = await startServer(startOn(token, { data, variables: eightDaysLater }));
          expect(await eventually(0, () => keysIn(token))).toBe(0);
          await again.stop();
          expect(again.written().error).not.toContain("due keys could not be deleted");
          expect(await orphans()).toMatchObject({ exitCode: 0, output: "" });
        } finally {
          token.remove();
          rmSync(data, { recursive: true });
        }
      },
    );
  });
}
