import { generateKeyPairSync, randomBytes } from "node:crypto";
import { rmSync } from "node:fs";
import { join } from "node:path";
import { createSealer, type Sealer } from "@keyferry/crypto";
import { describe, expect, it } from "vitest";
import { makeAuthority } from "../../src/tls/certificate-authority.ts";
import { readIdentity, writeIdentity } from "../../src/tls/identity-file.ts";
import { newFolder } from "../running-server.ts";

/** A sealer that remembers every secret it was given or has answered. */
function remembering(): { readonly sealer: Sealer; readonly secrets: Uint8Array[] } {
  const sealer = createSealer(randomBytes(32));
  const secrets: Uint8Array[] = [];
  const remember = (secret: Uint8Array): Uint8Array => {
    expect(secret.some((byte) => byte !== 0)).toBe(true);
    secrets.push(secret);
    return secret;
  };
  return {
    secrets,
    sealer: {
      seal: (label, secret) => sealer.seal(label, remember(secret)),
      open: (label, sealed) => remember(sealer.open(label, sealed)),
    },
  };
}

const wiped = (bytes: Uint8Array) => bytes.every((byte) => byte === 0);

describe("the file of an identity", () => {
  it("gives the key back, and leaves its bytes in no buffer, neither of who writes nor of who reads", () => {
    const folder = newFolder();
    try {
      const file = join(folder, "ca.pem");
      const { sealer, secrets } = remembering();
      const identity = makeAuthority(["localhost"], Date.now());
      writeIdentity(file, "CA", identity, sealer);
      expect(readIdentity(file, "CA", sealer)?.privateKey.equals(identity.privateKey)).toBe(true);
      expect(secrets).toHaveLength(2);
      expect(secrets.map(wiped)).toEqual([true, true]);
    } finally {
      rmSync(folder, { recursive: true });
    }
  });

  it("leaves none either where what was sealed is no key, or cannot be sealed", () => {
    const folder = newFolder();
    try {
      const file = join(folder, "ca.pem");
      const { sealer, secrets } = remembering();
      const identity = makeAuthority(["localhost"], Date.now());
      const noKey: Sealer = { ...sealer, open: (...asked) => sealer.open(...asked).fill(7) };
      writeIdentity(file, "CA", identity, sealer);
      expect(() => readIdentity(file, "CA", noKey)).toThrow("is damaged");
      const failing: Sealer = {
        ...sealer,
        seal(label, secret) {
          sealer.seal(label, secret);
          throw new Error("no room");
        },
      };
      const { privateKey } = generateKeyPairSync("ec", { namedCurve: "prime256v1" });
      expect(() => {
        writeIdentity(file, "CA", { ...identity, privateKey }, failing);
      }).toThrow("no room");
      expect(secrets).toHaveLength(3);
      expect(secrets.map(wiped)).toEqual([true, true, true]);
    } finally {
      rmSync(folder, { recursive: true });
    }
  });
});
