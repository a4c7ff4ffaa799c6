import { describe, expect, it } from "vitest";
import { leftInMemory } from "../../../tools/testing/left-in-memory.ts";
import type { Order, Scheme } from "./programs/signing-process.ts";

const program = new URL("programs/signing-process.ts", import.meta.url);
const count = 40;

describe.skipIf(process.platform !== "linux")("a process that has signed", () => {
  it.each(["V1", "ACS3", "ACS4"] satisfies Scheme[])(
    "by %s holds neither the secret nor the key made of it, plain or padded",
    async (scheme) => {
      const order: Order = { scheme, count };
      expect(await leftInMemory(program, order)).toEqual({ made: 4 * count, left: 0 });
    },
  );
});
