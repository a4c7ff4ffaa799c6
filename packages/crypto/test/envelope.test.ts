import { openWithDataKey, sealWithDataKey } from "@keyferry/crypto";
import { afterEach, describe, expect, it, vi } from "vitest";

const state = vi.hoisted(() => ({ turn: -1, substitute: false }));

vi.mock("@noble/ciphers/aes.js", async (original) => {
  const aes = await original<typeof import("@noble/ciphers/aes.js")>();
  const gcm = (...parameters: Parameters<typeof aes.gcm>) => {
    const cipher = aes.gcm(...parameters);
    return {
      decrypt: (sealed: Uint8Array) => cipher.decrypt(sealed),
      encrypt(text: Uint8Array) {
        const sealed = cipher.encrypt(state.substitute ? text.map((byte) => byte ^ 1) : text);
        if (state.turn >= 0) {
          sealed[state.turn >>> 3] = (sealed[state.turn >>> 3] ?? 0) ^ (1 << (state.turn & 7));
        }
        return sealed;
      },
    };
  };
  return { ...aes, gcm };
});

const dataKey = new Uint8Array(32).fill(3);
const bound = ["a value", "of a test"];
const value = Uint8Array.of(1, 2, 3, 4, 5);
const faulty = expect.objectContaining({ name: "CryptoError", reason: "faulty" }) as Error;

describe("a value that is sealed with a data key", () => {
  afterEach(() => {
    state.turn = -1;
    state.substitute = false;
  });

  it("opens with the same data key", async () => {
    const sealed = await sealWithDataKey(dataKey, bound, value);
    expect(await openWithDataKey(dataKey, bound, sealed)).toEqual(value);
  });

  it("does not leave with any bit of its ciphertext or tag turned", async () => {
    for (let bit = 0; bit < 8 * (value.length + 16); bit++) {
      state.turn = bit;
      await expect(sealWithDataKey(dataKey, bound, value)).rejects.toThrow(faulty);
    }
  });

  it("does not leave when it opens to another value", async () => {
    state.substitute = true;
    await expect(sealWithDataKey(dataKey, bound, value)).rejects.toThrow(faulty);
  });
});
