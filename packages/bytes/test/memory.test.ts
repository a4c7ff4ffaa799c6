import { describe, expect, it } from "vitest";
import { leftInMemory } from "../../../tools/testing/left-in-memory.ts";
import type { Order, Way } from "./programs/wiped-secrets.ts";

const program = new URL("programs/wiped-secrets.ts", import.meta.url);
const count = 40;
/** Longer typed arrays are not on V8's heap, however they are made. */
const lengths = [16, 24, 32, 64];

/** Whether a secret that is made like this stays behind when it is wiped. */
const stays: Readonly<Record<Way, boolean>> = {
  secretBytes: false,
  randomSecret: false,
  copySecret: false,
  joinSecret: false,
  "base64, there and back": false,
  slice: true,
  "Buffer.alloc": true,
};

describe.skipIf(process.platform !== "linux")("a wiped secret", () => {
  for (const [way, isLeft] of Object.entries(stays) as [Way, boolean][]) {
    it(`is ${isLeft ? "left" : "not left"} in memory when it was made by ${way}`, async () => {
      const made = count * lengths.length;
      const order: Order = { way, lengths, count };
      expect(await leftInMemory(program, order)).toEqual({ made, left: isLeft ? made : 0 });
    });
  }
});
