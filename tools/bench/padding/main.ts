import { randomBytes } from "node:crypto";
import { createSealer } from "@keyferry/crypto";
import { createNodeBackend } from "@keyferry/crypto-node";
import { wrapMaterial } from "../../testing/wrap-material.ts";

const rounds = 1000;

/**
 * Measures how long wrapped material with bad PKCS #1 v1.5 padding takes beside such with good padding: 1.00 is what
 * implicit rejection promises. The two alternate, so that whatever else the machine does meets both alike.
 */
export async function benchPadding(): Promise<void> {
  const { unwrapper } = createNodeBackend({ sealer: createSealer(new Uint8Array(32)) });
  if (unwrapper === undefined) throw new Error("this backend unwraps nothing");
  const algorithm = "RSAES_PKCS1_V1_5";
  const { privateKey, publicKey } = await unwrapper.newWrappingPair(algorithm);
  const good = wrapMaterial(publicKey, new Uint8Array(32), algorithm);
  // Any number below the modulus has good padding about once in 2^16.
  const bad = new Uint8Array(randomBytes(256)).map((byte, index) => (index === 0 ? byte & 0x3f : byte));
  const timeOf = async (wrapped: Uint8Array) => {
    const start = performance.now();
    await unwrapper.unwrap(privateKey, wrapped, algorithm);
    return performance.now() - start;
  };
  const times: { readonly good: number; readonly bad: number }[] = [];
  for (let round = 0; round < rounds; round++) {
    times.push({ good: await timeOf(good), bad: await timeOf(bad) });
  }
  const ratio = median(times.map((time) => time.bad)) / median(times.map((time) => time.good));
  console.log(
    `bad padding takes ${ratio.toFixed(3)} of the time of good padding (medians of ${String(rounds)})`,
  );
}

function median(values: readonly number[]): number {
  return values.toSorted((a, b) => a - b)[values.length >> 1] ?? NaN;
}
