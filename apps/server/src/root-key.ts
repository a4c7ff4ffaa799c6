import { closeSync, existsSync, fsyncSync, openSync, readFileSync, writeSync } from "node:fs";
import { randomBytes } from "node:crypto";
import { join } from "node:path";
import { createSealer, CryptoError, type Sealer, type SealLabel } from "@keyferry/crypto";
import type { SettingStore } from "@keyferry/store";
import type { Options } from "./config/option-table.ts";
import { StartError } from "./config/start-error.ts";

const settingName = "root key check";
const label: SealLabel = { kind: "root key check", id: "store", detail: "" };
const rootKeyLength = 32;

/** Where the root key comes from. */
export interface RootKeySource {
  /** The file, made on first start when it is not there. */
  readonly file: string;
  /** Its base64 text, when it is given instead of a file. */
  readonly text: string | undefined;
}

/** Where the options say that the root key is. */
export function rootKeySource(options: Options, text: string | undefined): RootKeySource {
  return { file: options["root-key-file"] ?? join(options.data, "root.key"), text };
}

/**
 * Makes the sealer of this store's secrets. The store remembers a value sealed under its root key, so that another root
 * key is noticed at once, and before anything is sealed under it.
 *
 * @throws StartError for a root key that is missing, malformed, or not this store's
 */
export async function openSealer(settings: SettingStore, source: RootKeySource): Promise<Sealer> {
  const check = await settings.get(settingName);
  const rootKey = readRootKey(source, { mayMake: check === undefined });
  try {
    const sealer = createSealer(rootKey);
    const proof = await settings.getOrPut(settingName, sealer.seal(label, new Uint8Array(rootKeyLength)));
    sealer.open(label, proof);
    return sealer;
  } catch (cause) {
    if (!(cause instanceof CryptoError)) throw cause;
    throw new StartError(
      "the root key is not the one that this store was sealed under; nothing was changed",
      { cause },
    );
  } finally {
    rootKey.fill(0);
  }
}

function readRootKey({ file, text }: RootKeySource, { mayMake }: { readonly mayMake: boolean }): Buffer {
  if (text !== undefined) return decode(text, "KEYFERRY_ROOT_KEY");
  if (existsSync(file)) return decode(readFileSync(file, "ascii"), file);
  if (mayMake) return makeRootKey(file);
  throw new StartError(
    `the root key file ${file} is missing: without it the keys of this store cannot be used`,
  );
}

function makeRootKey(file: string): Buffer {
  const rootKey = randomBytes(rootKeyLength);
  const descriptor = openSync(file, "wx", 0o600);
  try {
    writeSync(descriptor, `${rootKey.toString("base64")}\n`);
    // Nothing may be sealed under a key that a power loss could take away.
    fsyncSync(descriptor);
  } finally {
    closeSync(descriptor);
  }
  return rootKey;
}

function decode(text: string, origin: string): Buffer {
  const rootKey = Buffer.from(text.trim(), "base64");
  if (rootKey.length === rootKeyLength && rootKey.toString("base64") === text.trim()) return rootKey;
  throw new StartError(`${origin} must hold 32 bytes in base64`);
}
