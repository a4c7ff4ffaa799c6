import { type WrappingAlgorithm, wrappingAlgorithms } from "@keyferry/algorithms";
import {
  encodeBase64,
  exportDataKey,
  parseEncryptionContext,
  type EncryptionContext,
} from "@keyferry/protocol";
import type { Command } from "commander";
import { algorithmOption } from "../input/algorithm-option.ts";
import { withCaller } from "../connection/caller.ts";
import { CommandError } from "../command-error.ts";
import { addConnectionOptions, type ConnectionFlags } from "../connection/connection.ts";
import { readBase64 } from "../input/input.ts";
import { readPublicKey } from "../input/key-file.ts";
import { refuseTakenOutput, writeOutput } from "../output/output.ts";
import type { Surroundings } from "../surroundings.ts";

interface ExportOptions extends ConnectionFlags {
  readonly blob: string;
  readonly publicKey: string;
  readonly algorithm: WrappingAlgorithm;
  readonly context?: string;
  readonly out: string;
}

/** A blob of 16,384 bytes as base64 text, with its line breaks. */
const maxBlobText = 24_576;

/** `keyferry export`: ExportDataKey, from files to a file. */
export function configureExport(command: Command, surroundings: Surroundings): void {
  command
    .requiredOption("--blob <file>", "base64 text of the data key's CiphertextBlob; - is standard input")
    .requiredOption("--public-key <file>", "the recipient's public key: PEM, or base64 text of its DER")
    .addOption(algorithmOption())
    .option("--context <json>", "the encryption context that the data key was made with")
    .requiredOption(
      "--out <file>",
      "a new file for the base64 text of the exported key; - is standard output",
    );
  addConnectionOptions(command).action(async (options: ExportOptions) => {
    const { blob, publicKey, algorithm, context, out } = options;
    refuseTakenOutput(out, surroundings);
    const spec = wrappingAlgorithms[algorithm].recipient;
    const request = {
      EncryptionContext: context === undefined ? undefined : contextOf(context),
      PublicKeyBlob: (await readPublicKey(publicKey, spec, surroundings)).spki,
      WrappingKeySpec: spec,
      WrappingAlgorithm: algorithm,
      CiphertextBlob: await readBase64(blob, maxBlobText, surroundings),
    };
    const { ExportedDataKey } = await withCaller(options, surroundings, (caller) =>
      caller.call(exportDataKey, request),
    );
    writeOutput(out, `${encodeBase64(ExportedDataKey)}\n`, surroundings);
  });
}

function contextOf(text: string): EncryptionContext {
  try {
    return parseEncryptionContext(text);
  } catch (error) {
    throw new CommandError(`--context ${(error as Error).message}.`, { cause: error });
  }
}
