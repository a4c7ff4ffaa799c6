import { decodeBase64, encodeBase64, randomPublic, secretUtf8, wipe, wiping } from "@keyferry/bytes";
import { CryptoError, openWithDataKey, sealWithDataKey, type Field } from "@keyferry/crypto";
import { scryptAsync } from "@noble/hashes/scrypt.js";
import * as z from "zod/mini";
import { StateError } from "./state-error.ts";

const rootKeyLength = 32;
const saltLength = 16;

/** What a passphrase costs to try (RFC 7914): 64 MiB of memory, and about half a second. */
const cost = { logN: 16, r: 8, p: 2 } as const;

/** What a file may ask for: no less than protects, no more than a tab has. */
const lockedBox = z.strictObject({
  protection: z.literal("passphrase"),
  logN: z.int().check(z.minimum(14), z.maximum(18)),
  r: z.literal(8),
  p: z.int().check(z.minimum(1), z.maximum(4)),
  salt: z.string().check(z.maxLength(64)),
  sealed: z.string().check(z.maxLength(256)),
});
const openBox = z.strictObject({ protection: z.literal("none"), key: z.string().check(z.maxLength(64)) });

/** A root key as it stands in a file: sealed under a passphrase, or in the clear. */
export const rootKeyBox = z.discriminatedUnion("protection", [lockedBox, openBox]);
/** See {@link rootKeyBox}. */
export type RootKeyBox = z.output<typeof rootKeyBox>;

type Locked = z.output<typeof lockedBox>;

/**
 * Puts a root key of 32 bytes into a box.
 *
 * @param passphrase undefined: the key stands in the clear, and whoever has the file has all keys
 * @throws RangeError for an empty passphrase
 */
export async function boxRootKey(rootKey: Uint8Array, passphrase: string | undefined): Promise<RootKeyBox> {
  if (passphrase === undefined) return { protection: "none", key: encodeBase64(rootKey) };
  if (passphrase === "") throw new RangeError("a passphrase must have at least one character");
  const salt = encodeBase64(randomPublic(saltLength));
  const locked = { protection: "passphrase", ...cost, salt, sealed: "" } as const;
  const key = await keyOf(passphrase, locked);
  try {
    return { ...locked, sealed: encodeBase64(await sealWithDataKey(key, boundTo(locked), rootKey)) };
  } finally {
    wipe(key);
  }
}

/**
 * Takes a root key out of its box. The caller wipes it.
 *
 * @throws StateError `locked` without a passphrase where one is needed, `wrong passphrase`, `damaged`
 */
export async function unboxRootKey(box: RootKeyBox, passphrase: string | undefined): Promise<Uint8Array> {
  if (box.protection === "none") return checked(decodeBase64(box.key));
  if (passphrase === undefined || passphrase === "") throw new StateError("locked");
  const sealed = decodeBase64(box.sealed);
  if (sealed === undefined) throw new StateError("damaged");
  const key = await keyOf(passphrase, box);
  try {
    return checked(await openWithDataKey(key, boundTo(box), sealed));
  } catch (cause) {
    if (cause instanceof CryptoError) throw new StateError("wrong passphrase", { cause });
    throw cause;
  } finally {
    wipe(key);
  }
}

/** The key of a passphrase, whichever way its letters were composed. The caller wipes it. */
async function keyOf(passphrase: string, { logN, r, p, salt }: Locked): Promise<Uint8Array> {
  const salted = decodeBase64(salt);
  if (salted?.length !== saltLength) throw new StateError("damaged");
  return wiping(secretUtf8(passphrase.normalize("NFKC")), (bytes) =>
    scryptAsync(bytes, salted, { N: 2 ** logN, r, p, dkLen: 32 }),
  );
}

function boundTo({ logN, r, p, salt }: Locked): readonly Field[] {
  return ["keyferry playground root key", logN, r, p, salt];
}

function checked(rootKey: Uint8Array | undefined): Uint8Array {
  if (rootKey?.length !== rootKeyLength) throw new StateError("damaged");
  return rootKey;
}
