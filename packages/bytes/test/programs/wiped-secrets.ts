/** Makes secrets in one of the ways below, uses each as native code and `buffer` do, and wipes it. */
import { createHash, randomFillSync } from "node:crypto";
import {
  copySecret,
  decodeBase64,
  secretBase64,
  joinSecret,
  randomSecret,
  secretBytes,
  wipe,
} from "@keyferry/bytes";
import { reportSecrets, turned } from "../../../../tools/testing/report-secrets.ts";

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
  secretBytes: (length) => randomFillSync(secretBytes(length)),
  randomSecret,
  copySecret: (length) => lend(length, copySecret),
  joinSecret: (length) => lend(length, (secret) => joinSecret(secret.subarray(0, 5), secret.subarray(5))),
  "base64, there and back": (length) =>
    lend(length, (secret) => {
      const text = secretBase64(secret);
      const bytes = decodeBase64(text) ?? secretBytes(0);
      wipe(text);
      return bytes;
    }),
  slice: (length) => lend(length, (secret) => secret.slice()),
  "Buffer.alloc": (length) =>
    lend(length, (secret) => {
      const copy = Buffer.alloc(length);
      copy.set(secret);
      return copy;
    }),
} satisfies Record<string, (length: number) => Uint8Array>;

function lend(length: number, copied: (secret: Uint8Array) => Uint8Array): Uint8Array {
  const secret = randomFillSync(secretBytes(length));
  const copy = copied(secret);
  wipe(secret);
  return copy;
}

reportSecrets(({ way, lengths, count }: Order) =>
  lengths.flatMap((length) =>
    Array.from({ length: count }, () => {
      const secret = ways[way](length);
      const report = turned(secret);
      createHash("sha256").update(new Uint8Array(secret.buffer)).digest();
      wipe(secret);
      return report;
    }),
  ),
);
