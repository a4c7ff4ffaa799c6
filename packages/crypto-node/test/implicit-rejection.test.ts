import { randomBytes } from "node:crypto";
import { createSealer } from "@keyferry/crypto";
import { createNodeBackend } from "@keyferry/crypto-node";
import { expect, it } from "vitest";
import { wrapMaterial } from "../../../tools/testing/wrap-material.ts";

const algorithm = "RSAES_PKCS1_V1_5";

function median(values: readonly number[]): number {
  return values.toSorted((a, b) => a - b)[values.length >> 1] ?? NaN;
}

it("takes as long for bad padding of RSAES_PKCS1_V1_5 as for good", async () => {
  const { unwrapper } = createNodeBackend({ sealer: createSealer(new Uint8Array(32)) });
  if (unwrapper === undefined) throw new Error("there is no unwrapper");
  const { privateKey, publicKey } = await unwrapper.newWrappingPair(algorithm);
  const good = wrapMaterial(publicKey, new Uint8Array(32), algorithm);
  // Any number below the modulus has good padding about once in 2^16.
  const bad = new Uint8Array(randomBytes(256)).map((byte, index) => (index === 0 ? byte & 0x3f : byte));
  const times = { good: [] as number[], bad: [] as number[] };
  // Alternating, so that whatever else the machine does meets both alike.
  for (let round = 0; round < 300; round++) {
    for (const [name, wrapped] of [
      ["good", good],
      ["bad", bad],
    ] as const) {
      const start = performance.now();
      await unwrapper.unwrap(privateKey, wrapped, algorithm);
      times[name].push(performance.now() - start);
    }
  }
  const ratio = median(times.bad) / median(times.good);
  expect(ratio).toBeGreaterThan(0.85);
  expect(ratio).toBeLessThan(1.15);
});
