import type { HostPrimitives } from "@keyferry/crypto";
import { describe, expect, it } from "vitest";
import { describeTriedBackend } from "../../../tools/testing/tried-backend-suite.ts";
import { observed, useOf } from "../../../tools/testing/tried-backend.ts";
import { triedPrimitives } from "../src/tried/tried-primitives.ts";
import { aes, asynchronousPrimitives, opensslPrimitives } from "./openssl-primitives.ts";

const path = ["ciphers", "AES_256_GCM", "seal"] as const;

/** AES that seals another text than it is given, with a tag that is right, from when it is told to. */
function substituting() {
  const state = { active: false };
  const primitives: HostPrimitives = {
    ...opensslPrimitives,
    ciphers: {
      AES_256_GCM: {
        ...aes,
        seal(key: Uint8Array, iv, plaintext, associatedData) {
          const text = plaintext.slice();
          if (state.active) text[0] = (text[0] ?? 0) ^ 1;
          return aes.seal(key, iv, text, associatedData);
        },
      },
    },
  };
  return { state, primitives };
}

// Without a way to open RSAES_OAEP_SHA_1 a library is believed to wrap with it.
const { RSAES_OAEP_SHA_1, ...wraps } = opensslPrimitives.wraps;
describeTriedBackend({ ...opensslPrimitives, wraps }, { spoilt: () => 50 });
describeTriedBackend({ ...asynchronousPrimitives, wraps }, { spoilt: () => 50 });

describe("tried primitives", () => {
  it("hold back a ciphertext that opens, but to another text", async () => {
    const { state, primitives } = substituting();
    const { backend, faults } = observed(primitives);
    const use = await useOf(backend, path, observed(opensslPrimitives).backend);
    expect(await use()).toBeInstanceOf(Uint8Array);
    state.active = true;
    expect(use).toThrow(expect.objectContaining({ reason: "faulty" }));
    expect(faults).toMatchObject([{ backend: "openssl", algorithm: "AES_256_GCM", kind: "output" }]);
  });

  it("have their keys wiped where they are closed, and make none any more", async () => {
    const wiped: Uint8Array[] = [];
    let imported = 0;
    const { state, primitives } = substituting();
    const { backend } = observed({
      ...primitives,
      ciphers: {
        AES_256_GCM: {
          ...primitives.ciphers.AES_256_GCM,
          importKey(material) {
            imported += 1;
            return aes.importKey(material);
          },
          forgetKey: (key: Uint8Array) => void wiped.push(key),
        } as typeof aes,
      },
    });
    const sound = observed(opensslPrimitives).backend;
    const use = await useOf(backend, path, sound);
    const useAnother = await useOf(backend, path, sound);
    await use();
    state.active = true;
    expect(use).toThrow("did not stand its trial");
    // The test of the next use meets the same, and closes.
    wiped.length = 0;
    expect(use).toThrow("is closed");
    expect(wiped).toHaveLength(2);
    expect(() => backend.random(1)).toThrow("is closed");
    imported = 0;
    expect(useAnother).toThrow("is closed");
    expect(imported).toBe(0);
  });

  it("are not made of a library whose RSA nothing known can be asked of", () => {
    const keyPairs = { RSA_3072: opensslPrimitives.keyPairs?.RSA_2048 };
    expect(() => observed({ ...opensslPrimitives, keyPairs } as HostPrimitives)).toThrow(
      "must have RSA_2048",
    );
  });

  it("use a wrapping that the library cannot open itself without a test", () => {
    expect(RSAES_OAEP_SHA_1).toBeDefined();
    const { backend, faults } = observed(opensslPrimitives);
    expect(backend.capabilities[0]?.encryptionAlgorithms).not.toContain("RSAES_OAEP_SHA_1");
    return useOf(backend, ["wraps", "RSAES_OAEP_SHA_1"], backend).then(async (use) => {
      expect(await use()).toMatchObject({ inside: false });
      expect(faults).toEqual([]);
    });
  });

  it("have the same names as those that they are made of", () => {
    const shape = (node: unknown): unknown =>
      typeof node === "object" && node !== null
        ? Object.fromEntries(Object.entries(node).map(([name, member]) => [name, shape(member)]))
        : typeof node;
    const tried = triedPrimitives(opensslPrimitives, () => undefined);
    expect(shape({ ...tried, keyPairs: undefined })).toMatchObject(
      shape({ ...opensslPrimitives, keyPairs: undefined }) as object,
    );
  });
});
