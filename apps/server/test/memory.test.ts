import { randomBytes } from "node:crypto";
import { rmSync } from "node:fs";
import { describe, expect, it } from "vitest";
import { hasAdapter } from "../../../tools/testing/adapters.ts";
import { exportKeys } from "./exported-keys.ts";
import { ways, type Way } from "./open-export.ts";
import { officialClient } from "./official-client.ts";
import { startPlanted } from "./planted-server.ts";
import { newFolder, startServer } from "./running-server.ts";

/** V8 keeps typed arrays of up to 64 bytes on its own heap. */
const lengths = [16, 24, 32, 64, 190];
const rsa = [ways.RSAES_OAEP_SHA_256, ways.RSAES_OAEP_SHA_1];
const limit = 120_000;

const configurations: readonly [name: string, flags: readonly string[], ways: readonly Way[]][] = [
  ["by default", [], [...rsa, ways.SM2PKE]],
  ["on WebCrypto", ["--crypto", "webcrypto,software"], [...rsa, ways.SM2PKE]],
  // Under RSA, node-forge keeps what it wraps: docs/security.md says so.
  ["on JavaScript alone", ["--crypto", "software"], [ways.SM2PKE]],
];

const there = configurations.filter(([name]) => name !== "on WebCrypto" || hasAdapter("crypto-webcrypto"));

describe.skipIf(process.platform !== "linux")("the memory of a server", () => {
  it.each(there)(
    "that works %s holds no data key that it has exported, in no form",
    { timeout: limit },
    async (_name, flags, algorithms) => {
      await using server = await startPlanted({ flags });
      const call = officialClient(server.ready.public);
      for (const KeySpec of ["Aliyun_AES_256", "Aliyun_SM4"]) {
        const { KeyId } = (await call("CreateKey", { KeySpec })).KeyMetadata;
        for (const way of algorithms) {
          const { secrets, count } = await exportKeys(call, {
            parameters: { KeyId },
            way,
            lengths,
            rounds: 2,
          });
          expect(count).toBe(2 * 2 * lengths.length);
          expect(server.found(secrets)).toEqual([]);
        }
      }
    },
  );

  it(
    "holds no secret of an access key that has signed, as text or as the key of a signature",
    { timeout: limit },
    async () => {
      const data = newFolder();
      const credential = { accessKeyId: "LTAI-ci", accessKeySecret: randomBytes(24).toString("base64url") };
      const { accessKeyId: id, accessKeySecret: secret } = credential;
      const policies = [{ Version: "1", Statement: [{ Effect: "Allow", Action: "kms:*", Resource: "*" }] }];
      const seed = { users: [{ name: "ci", accessKeys: [{ id, secret }], policies }] };
      try {
        // The server that reads the seed has it as text.
        await (await startServer({ data, seed })).stop();
        await using server = await startPlanted({ data });
        const call = officialClient(server.ready.public, credential);
        for (let calls = 0; calls < 40; calls += 1) await call("ListKeys");
        const turned = (bits: number) => Buffer.from(`${secret}&`).map((byte) => byte ^ bits);
        const secrets = new Map([
          ["the secret", Buffer.from(secret)],
          ["the inner key of HMAC", Buffer.from(turned(0x36))],
          ["the outer key of HMAC", Buffer.from(turned(0x5c))],
        ]);
        expect(server.found(secrets)).toEqual([]);
      } finally {
        rmSync(data, { recursive: true });
      }
    },
  );
});
