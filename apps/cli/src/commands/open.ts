import { wrappingAlgorithms, type WrappingAlgorithm } from "@keyferry/crypto";
import { encodeBase64 } from "@keyferry/protocol";
import type { Command } from "commander";
import { algorithmOption } from "../algorithm-option.ts";
import { readBase64 } from "../input.ts";
import { withPrivateKey } from "../key-file.ts";
import { writeNewFile } from "../output.ts";
import { createReceiver } from "../receiver.ts";
import type { Surroundings } from "../surroundings.ts";

interface OpenOptions {
  readonly privateKey: string;
  readonly algorithm: WrappingAlgorithm;
  readonly in: string;
  readonly out?: string;
}

/** An exported key of 8,192 bytes as base64 text, with its line breaks. */
const maxExportedText = 12_288;

/** `keyferry open`: the recipient's end of an export. */
export function addOpenCommand(program: Command, surroundings: Surroundings): void {
  program
    .command("open")
    .description("open an exported data key with the recipient's private key")
    .requiredOption("--private-key <file>", "the recipient's private key: PKCS #8 in PEM")
    .addOption(algorithmOption())
    .requiredOption("--in <file>", "base64 text of the exported key, SM2 raw or in DER; - is standard input")
    .option("--out <file>", "a new file for the raw data key, in place of base64 text on standard output")
    .action(async (options: OpenOptions) => {
      const dataKey = await open(options, surroundings);
      try {
        if (options.out === undefined) surroundings.print(`${encodeBase64(dataKey)}\n`);
        else await writeNewFile(options.out, dataKey, { folder: surroundings.folder, mode: 0o600 });
      } finally {
        dataKey.fill(0);
      }
    });
}

async function open(options: OpenOptions, surroundings: Surroundings): Promise<Uint8Array> {
  const { privateKey, algorithm, in: input } = options;
  const exported = await readBase64(input, maxExportedText, surroundings);
  const spec = wrappingAlgorithms[algorithm].recipient;
  return withPrivateKey(privateKey, spec, surroundings, async (key) => {
    const { bytes } = await createReceiver().openExportedDataKey(key, exported, algorithm);
    return bytes;
  });
}
