import type { WrappingAlgorithm } from "@keyferry/algorithms";
import {
  encodeBase64,
  exportDataKey,
  parseEncryptionContext,
  type EncryptionContext,
} from "@keyferry/protocol";
import type { Caller } from "@keyferry/sdk";
import type { Command } from "commander";
import { algorithmsOption } from "../input/algorithm-option.ts";
import { withCaller } from "../connection/caller.ts";
import { CommandError } from "../command-error.ts";
import { addConnectionOptions, type ConnectionFlags } from "../connection/connection.ts";
import { readBase64 } from "../input/input.ts";
import { readRecipients } from "../input/recipients.ts";
import { refuseTakenOutput, writeOutput } from "../output/output.ts";
import type { Surroundings } from "../surroundings.ts";
import { exportToSeveral } from "./export-to-several.ts";

interface ExportOptions extends ConnectionFlags {
  readonly blob: string;
  readonly publicKey: readonly string[];
  readonly algorithm: readonly WrappingAlgorithm[];
  readonly context?: string;
  readonly out: string;
  readonly receipt?: string;
}

/** A blob of 16,384 bytes as base64 text, with its line breaks. */
const maxBlobText = 24_576;

/** `keyferry export`: ExportDataKey, from files to a file; to several recipients by one call, to a file for each. */
export function configureExport(
  command: Command,
  surroundings: Surroundings,
  setExitCode: (code: number) => void,
): void {
  command
    .requiredOption("--blob <file>", "base64 text of the data key's CiphertextBlob; - is standard input")
    .requiredOption(
      "--public-key <file>",
      "the recipient's public key: PEM, or base64 text of its DER; may be repeated",
      (path: string, before?: readonly string[]) => [...(before ?? []), path],
    )
    .addOption(algorithmsOption())
    .option("--context <json>", "the encryption context that the data key was made with")
    .requiredOption(
      "--out <file>",
      "a new file for the base64 text of the exported key; - is standard output; a folder for several",
    )
    .option(
      "--receipt <file>",
      "a new file for the receipt of this export, or for those of several; - is standard output",
    );
  addConnectionOptions(command).action(async (options: ExportOptions) => {
    const { blob, publicKey, algorithm, context, out, receipt } = options;
    if (publicKey.length === 1) refuseTakenOutput(out, surroundings);
    if (receipt !== undefined) refuseReceiptOutput(receipt, out, surroundings);
    const recipients = await readRecipients(publicKey, algorithm, surroundings);
    const source = {
      EncryptionContext: context === undefined ? undefined : contextOf(context),
      CiphertextBlob: await readBase64(blob, maxBlobText, surroundings),
    };
    const lend = <T>(work: (caller: Caller) => Promise<T>) => withCaller(options, surroundings, work);
    const [first, ...others] = recipients;
    if (first === undefined || others.length > 0) {
      const refused = await exportToSeveral({ ...source, recipients, out, receipt }, lend, surroundings);
      if (refused > 0) setExitCode(1);
      return;
    }
    const request = { ...source, ...first.fields };
    const { answer, proof } = await lend(async (caller) => {
      if (receipt === undefined) return { answer: await caller.call(exportDataKey, request) };
      const proved = await caller.call(exportDataKey, request, { receipt: true });
      return { answer: proved, proof: proved.receipt };
    });
    // First the proof: whoever asks for it wants no key without.
    if (receipt !== undefined && proof !== undefined) writeOutput(receipt, `${proof}\n`, surroundings);
    writeOutput(out, `${encodeBase64(answer.ExportedDataKey)}\n`, surroundings);
  });
}

/** @throws CommandError for a file that is there, or is that of the exported key */
function refuseReceiptOutput(receipt: string, out: string, surroundings: Surroundings): void {
  if (receipt === out) throw new CommandError("--receipt and --out name the same file.");
  refuseTakenOutput(receipt, surroundings);
}

function contextOf(text: string): EncryptionContext {
  try {
    return parseEncryptionContext(text);
  } catch (error) {
    throw new CommandError(`--context ${(error as Error).message}.`, { cause: error });
  }
}
