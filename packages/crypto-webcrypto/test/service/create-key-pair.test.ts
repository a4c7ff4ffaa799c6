import { createSealer } from "@keyferry/crypto";
import { createWebCryptoBackend } from "@keyferry/crypto-webcrypto";
import type { Kms } from "@keyferry/kms";
import { createKey } from "@keyferry/protocol";
import { beforeAll, describe, expect, it } from "vitest";
import { call, openSharedStore } from "../../../../tools/testing/differential.ts";

describe("a service on SubtleCrypto alone, which signs messages and no digests", () => {
  let kms: Kms;
  beforeAll(async () => {
    const sealer = createSealer(new Uint8Array(32));
    const serviceOn = await openSharedStore(sealer);
    kms = serviceOn(createWebCryptoBackend({ sealer }));
  });

  it.each(["RSA_2048", "EC_P256"])("makes no key of %s that nothing could use", async (KeySpec) => {
    await expect(call(kms, createKey.name, { KeySpec })).rejects.toMatchObject({
      code: "UnsupportedOperation",
      message: expect.stringContaining("digest") as unknown,
    });
  });

  it("makes a key of RSA_2048 to encrypt", async () => {
    const { KeyMetadata } = await call(kms, createKey.name, {
      KeySpec: "RSA_2048",
      KeyUsage: "ENCRYPT/DECRYPT",
    });
    expect(KeyMetadata).toHaveProperty("KeyUsage", "ENCRYPT/DECRYPT");
  });
});
