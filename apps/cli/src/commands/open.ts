import { type WrappingAlgorithm, wrappingAlgorithms } from "@keyferry/algorithms";
import { encodeBase64, wipe } from "@keyferry/bytes";
import type { TokenSource } from "@keyferry/crypto";
import { openTokenReceiver } from "../keys/pkcs11-adapter.ts";
import type { Command } from "commander";
import { algorithmOption } from "../input/algorithm-option.ts";
import { CommandError } from "../command-error.ts";
import { readBase64 } from "../input/input.ts";
import { withPrivateKey } from "../input/key-file.ts";
import { writeNewFile } from "../output/output.ts";
import { createReceiver } from "../keys/receiver.ts";
import type { Surroundings } from "../surroundings.ts";
import { formatKeyName, parseKeyName } from "../keys/token-key-name.ts";
import { addTokenOptions, readTokenFlags, type TokenFlags } from "../keys/token-options.ts";

interface OpenOptions extends TokenFlags {
  readonly privateKey?: string;
  readonly key?: string;
  readonly algorithm: WrappingAlgorithm;
  readonly in: string;
  readonly out?: string;
}

/** An exported key of 8,192 bytes as base64 text, with its line breaks. */
const maxExportedText = 12_288;

/** `keyferry open`: the recipient's end of an export. */
export function configureOpen(command: Command, surroundings: Surroundings): void {
  command
    .option("--private-key <file>", "the recipient's private key: PKCS #8 in PEM")
    .addOption(algorithmOption())
    .requiredOption("--in <file>", "base64 text of the exported key, SM2 raw or in DER; - is standard input")
    .option("--out <file>", "a new file for the raw data key, in place of base64 text on standard output");
  addTokenOptions(command)
    .option("--key <name>", "the private key in the token, as key.txt of keygen names it")
    .addHelpText("after", "\nIn a token the data key stays there, and what is printed is its name.")
    .action(async (options: OpenOptions) => {
      const token = readTokenFlags(options, surroundings);
      if (token === undefined) await openOnHost(options, surroundings);
      else await openInToken(token, options, surroundings);
    });
}

async function openOnHost(options: OpenOptions, surroundings: Surroundings): Promise<void> {
  const { privateKey, key, out } = options;
  if (key !== undefined) {
    throw new CommandError("--key is of a token: --pkcs11-module and --pkcs11-token-label are missing.");
  }
  if (privateKey === undefined) throw new CommandError("--private-key, or a token and --key, is missing.");
  const dataKey = await open({ ...options, privateKey }, surroundings);
  try {
    if (out === undefined) surroundings.print(`${encodeBase64(dataKey)}\n`);
    else writeNewFile(out, dataKey, { folder: surroundings.folder, mode: 0o600 });
  } finally {
    wipe(dataKey);
  }
}

async function open(
  { privateKey, algorithm, in: input }: OpenOptions & { readonly privateKey: string },
  surroundings: Surroundings,
): Promise<Uint8Array> {
  const exported = await readBase64(input, maxExportedText, surroundings);
  const spec = wrappingAlgorithms[algorithm].recipient;
  return withPrivateKey(privateKey, spec, surroundings, async (key) => {
    const { bytes } = await createReceiver().openExportedDataKey(key, exported, algorithm);
    return bytes;
  });
}

/** The data key goes from the export into the token, and nobody sees it. */
async function openInToken(
  token: TokenSource,
  { privateKey, key, algorithm, in: input, out }: OpenOptions,
  surroundings: Surroundings,
): Promise<void> {
  if (privateKey !== undefined) {
    throw new CommandError("--private-key is of no use with a token: name its --key.");
  }
  if (out !== undefined) throw new CommandError("--out is of no use with a token: the data key stays in it.");
  if (key === undefined) throw new CommandError("--key, the private key in the token, is missing.");
  const privateKeyName = parseKeyName(key);
  const exported = await readBase64(input, maxExportedText, surroundings);
  const receiver = await openTokenReceiver(token);
  try {
    const { handle } = await receiver.openExportedDataKey(privateKeyName, exported, algorithm);
    surroundings.print(`${formatKeyName(handle)}\n`);
  } finally {
    await receiver.close();
  }
}
