import { describe, expect, it } from "vitest";
import type { ModuleMacs } from "../src/module/keys/macs.ts";
import { triedMacs } from "../src/module/keys/tried-output.ts";
import { CryptokiError } from "../src/module/session/cryptoki-error.ts";
import type { Session } from "../src/module/session/session.ts";

const session = {} as Session;
const key = { versionId: "v", spec: "HMAC_SHA_256", id: new Uint8Array(16) } as const;
const message = new Uint8Array(1);

describe("what a module made wrongly", () => {
  it.each<[string, ModuleMacs["verifyMac"]]>([
    ["is found wrong", () => false],
    [
      "is refused by the module",
      () => {
        throw new CryptokiError("C_Decrypt", "CKR_ENCRYPTED_DATA_INVALID", 0x40);
      },
    ],
  ])("is wiped when it %s", (_, verifyMac) => {
    const code = Uint8Array.of(1, 2, 3);
    const macs = triedMacs({ generateMac: () => code, verifyMac });
    expect(() => macs.generateMac(session, key, message)).toThrow("did not stand its trial");
    expect(code).toEqual(new Uint8Array(3));
  });
});
