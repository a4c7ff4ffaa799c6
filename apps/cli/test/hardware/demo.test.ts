import { createPkcs11Backend } from "@keyferry/crypto-pkcs11";
import { describe, expect, it, onTestFinished } from "vitest";
import { testModules } from "../../../../tools/testing/pkcs11-tokens.ts";
import { tokenFlags } from "../../../../tools/testing/token-flags.ts";
import { runProgram } from "../built-program.ts";
import { temporaryFolder } from "../keyferry.ts";
import { provedUnder } from "../proved-under.ts";

describe("keyferry demo --crypto", { timeout: 60_000 }, () => {
  const inside: Readonly<Record<string, readonly string[]>> = {
    SoftHSM: ["RSAES_OAEP_SHA_1"],
    NSS: ["RSAES_OAEP_SHA_256", "RSAES_OAEP_SHA_1"],
  };
  for (const module of testModules) {
    it.skipIf(module.leftOut)(`runs in a token of ${module.name}, and leaves no key there`, async () => {
      const token = module.newToken();
      onTestFinished(() => {
        token.remove();
      });
      const run = (...more: readonly string[]) =>
        runProgram(["demo", "--crypto", "node,software,pkcs11", ...tokenFlags(token), ...more], {
          folder: temporaryFolder(),
          environment: token.options.environment,
        });
      const refusing = await run();
      expect([refusing.exitCode, refusing.err]).toEqual([0, ""]);
      expect(refusing.out).toContain("Aliyun_AES_256, in the token");
      expect(refusing.out.trimEnd().split("\n").at(-1)).toBe(provedUnder(...(inside[module.name] ?? [])));
      const allowing = await run("--host-fallback", "allow");
      expect(allowing.out.trimEnd().split("\n").at(-1)).toBe(
        provedUnder("RSAES_OAEP_SHA_256", "RSAES_OAEP_SHA_1", "SM2PKE"),
      );

      const backend = await createPkcs11Backend(token.options);
      expect(await backend.listKeys()).toEqual([]);
      await backend.close();
    });
  }
});
