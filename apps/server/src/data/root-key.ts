import { linkSync, renameSync, rmSync, statSync } from "node:fs";
import { randomUUID } from "node:crypto";
import { join } from "node:path";
import {
  decodeBase64,
  joinSecret,
  publicBytes,
  publicUtf8,
  randomSecret,
  secretBase64,
  secretUtf8,
  wipe,
  wiping,
} from "@keyferry/bytes";
import {
  createPseudonyms,
  createRowAuthenticator,
  createSealerOver,
  CryptoError,
  type RowAuthenticator,
  type Sealer,
  type SealLabel,
} from "@keyferry/crypto";
import { FileError, readFile, writeWholeFile } from "@keyferry/files";
import type { Settings } from "@keyferry/store";
import type { Options } from "../config/option-table.ts";
import { sealerCipher } from "../crypto/sealer-cipher.ts";
import { StartError } from "../config/start-error.ts";
import { dataFolderOf } from "./data-folder.ts";

const settingName = "root key check";
const label: SealLabel = { kind: "root key check" };
const rootKeyLength = 32;
/** In bytes; it has 45. */
const longestFile = 1024;

/** Where the root key comes from. */
export interface RootKeySource {
  /** The file, made on first start when it is not there; undefined for a root key that goes with the process. */
  readonly file: string | undefined;
  /** Its base64 text, when it is given instead of a file. */
  readonly text: string | undefined;
}

/** Where the options say that the root key is. */
export function rootKeySource(options: Options, text: string | undefined): RootKeySource {
  const folder = dataFolderOf(options);
  const standard = folder === undefined ? undefined : join(folder, "root.key");
  return { file: options["root-key-file"] ?? standard, text };
}

/** Whether a store is sealed under a root key: then a server was started on it before. */
export async function isSealed(settings: Settings): Promise<boolean> {
  return (await settings.read.get(settingName)) !== undefined;
}

/** What is done with the root key of a store: each with sub-keys of its own. */
export interface RootKeyUses {
  /** Seals the store's secrets. */
  readonly sealer: Sealer;
  /** Authenticates the store's rows. */
  readonly authenticator: RowAuthenticator;
  /** Names texts that must not be written down. */
  readonly pseudonymOf: (text: string) => string;
}

/**
 * Opens what is done with the root key of a store. The store remembers a value sealed under its root key, so that another root
 * key is noticed at once: before a row is read, and before anything is written.
 *
 * @throws StartError for a root key that is missing, malformed, or not this store's
 */
export async function openRootKey(settings: Settings, source: RootKeySource): Promise<RootKeyUses> {
  const check = await settings.read.get(settingName);
  const rootKey = readRootKey(source, { mayMake: check === undefined });
  try {
    const sealer = createSealerOver(sealerCipher, rootKey);
    const proof =
      check ?? (await settings.write.getOrPut(settingName, sealer.seal(label, publicBytes(rootKeyLength))));
    sealer.open(label, proof);
    return {
      sealer,
      authenticator: createRowAuthenticator(rootKey),
      pseudonymOf: createPseudonyms(rootKey),
    };
  } catch (cause) {
    if (!(cause instanceof CryptoError)) throw cause;
    throw new StartError(
      "the root key is not the one that this store was sealed under; nothing was changed",
      { cause },
    );
  } finally {
    wipe(rootKey);
  }
}

function readRootKey({ file, text }: RootKeySource, { mayMake }: { readonly mayMake: boolean }): Uint8Array {
  if (text !== undefined) return wiping(secretUtf8(text), (bytes) => decode(bytes, "KEYFERRY_ROOT_KEY"));
  if (file === undefined) return randomSecret(rootKeyLength);
  const content = readKeyFile(file);
  if (content !== undefined && content.length > 0) return wiping(content, (bytes) => decode(bytes, file));
  if (!mayMake) {
    const found = content === undefined ? "missing" : "empty";
    throw new StartError(
      `the root key file ${file} is ${found}: without it the keys of this store cannot be used; put it back`,
    );
  }
  if (content !== undefined) removeEmpty(file);
  makeRootKey(file);
  return readRootKey({ file, text }, { mayMake: false });
}

/** Its bytes; undefined where there is no file. */
function readKeyFile(file: string): Buffer | undefined {
  try {
    return readFile(file, { limit: longestFile, trust: "secret" });
  } catch (error) {
    if (error instanceof FileError && error.reason === "missing") return undefined;
    throw error;
  }
}

/** Nothing may be sealed under a key that a power loss could take away, and no key that is there may be lost. */
function makeRootKey(file: string): void {
  const text = wiping(wiping(randomSecret(rootKeyLength), secretBase64), (base64) =>
    joinSecret(base64, publicUtf8("\n")),
  );
  wiping(text, (line) => {
    writeWholeFile(file, line, { mode: 0o600, replace: false });
  });
}

/** An empty file is what a crash has left. A key that another server has put there meanwhile goes back. */
function removeEmpty(file: string): void {
  const aside = `${file}.${randomUUID()}`;
  renameSync(file, aside);
  if (statSync(aside).size > 0) linkSync(aside, file);
  rmSync(aside);
}

/** @param text base64, with white space around it perhaps */
function decode(text: Uint8Array, origin: string): Uint8Array {
  const isBlank = (byte: number) => byte <= 0x20;
  const begin = text.findIndex((byte) => !isBlank(byte));
  const end = text.findLastIndex((byte) => !isBlank(byte)) + 1;
  const rootKey = begin < 0 ? undefined : decodeBase64(text.subarray(begin, end));
  if (rootKey?.length === rootKeyLength) return rootKey;
  throw new StartError(`${origin} must hold 32 bytes in base64`);
}
