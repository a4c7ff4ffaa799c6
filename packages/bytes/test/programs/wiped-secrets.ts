/**
 * Makes secrets in one of the ways below, uses each as native code and `buffer` do, and wipes it. It answers what the
 * secrets were, with every bit turned, so that whoever looks for them in this process does not find the answer.
 */
import { createHash, randomFillSync } from "node:crypto";
import {
  copySecret,
  decodeBase64,
  encodeBase64,
  joinSecret,
  randomSecret,
  secretBytes,
  wipe,
} from "@keyferry/bytes";

/** What the program is told. */
export interface Order {
  readonly way: Way;
  /** Length of each secret, in bytes. */
  readonly lengths: readonly number[];
  /** How many secrets of each length are made. */
  readonly count: number;
}

/** A way to make a secret. */
export type Way = keyof typeof ways;

/** The last two are how not to. */
const ways = {
  secretBytes: (length: number) => randomFillSync(secretBytes(length)),
  randomSecret,
  copySecret: (length: number) => lend(length, copySecret),
  joinSecret: (length: number) =>
    lend(length, (secret) => joinSecret(secret.subarray(0, 5), secret.subarray(5))),
  "base64, there and back": (length: number) =>
    lend(length, (secret) => {
      const text = encodeBase64(secret);
      const bytes = decodeBase64(text) ?? secretBytes(0);
      wipe(text);
      return bytes;
    }),
  slice: (length: number) => lend(length, (secret) => secret.slice()),
  "Buffer.alloc": (length: number) =>
    lend(length, (secret) => {
      const copy = Buffer.alloc(length);
      copy.set(secret);
      return copy;
    }),
} as const satisfies Record<string, (length: number) => Uint8Array>;

function lend(length: number, copied: (secret: Uint8Array) => Uint8Array): Uint8Array {
  const secret = randomFillSync(secretBytes(length));
  const copy = copied(secret);
  wipe(secret);
  return copy;
}

function turned(secret: Uint8Array): Uint8Array {
  const answer = secretBytes(secret.length);
  secret.forEach((byte, at) => {
    answer[at] = byte ^ 0xff;
  });
  return answer;
}

process.once("message", ({ way, lengths, count }: Order) => {
  const answers = lengths.flatMap((length) =>
    Array.from({ length: count }, () => {
      const secret = ways[way](length);
      const answer = turned(secret);
      createHash("sha256").update(new Uint8Array(secret.buffer)).digest();
      wipe(secret);
      return answer;
    }),
  );
  process.send?.(answers);
});
process.on("disconnect", () => process.exit());
