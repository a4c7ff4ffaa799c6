import { join } from "node:path";
import { encodeBase64, type EncryptionContext } from "@keyferry/protocol";
import { exportToRecipients, type Caller } from "@keyferry/sdk";
import { CommandError } from "../command-error.ts";
import type { NamedRecipient } from "../input/recipients.ts";
import { makeKeyFolder } from "../keys/key-pair-files.ts";
import { printable } from "../output/printable.ts";
import { refuseTakenOutput, writeOutput } from "../output/output.ts";
import type { Surroundings } from "../surroundings.ts";

/** What is exported to several recipients, and where the exports go. */
export interface ExportToSeveral {
  readonly CiphertextBlob: Uint8Array;
  readonly EncryptionContext: EncryptionContext | undefined;
  readonly recipients: readonly NamedRecipient[];
  /** The folder for a file of each; made where there is none. */
  readonly out: string;
  /** A file for the receipts, one a line. */
  readonly receipt: string | undefined;
}

/**
 * Exports a data key to several recipients by one call. The export to each is written to a file that is called by the
 * fingerprint of its public key; what is refused is told on standard error.
 *
 * @param withCaller lends what calls the service
 * @returns how many were refused
 * @throws CommandError for a file that is there already, or a public key that stands twice
 */
export async function exportToSeveral(
  { recipients, out, receipt, ...request }: ExportToSeveral,
  withCaller: <T>(work: (caller: Caller) => Promise<T>) => Promise<T>,
  surroundings: Surroundings,
): Promise<number> {
  const { print, warn, folder } = surroundings;
  if (out === "-") throw new CommandError("with several public keys, --out is a folder.");
  const files = recipients.map(({ key }) => join(out, `${key.fingerprint}.txt`));
  for (const [index, file] of files.entries()) {
    const first = files.indexOf(file);
    if (first !== index) {
      const [one, other] = [recipients[first]?.path ?? "", recipients[index]?.path ?? ""];
      throw new CommandError(`${one} and ${other} hold the same public key.`);
    }
  }
  makeKeyFolder(out, folder);
  for (const file of files) refuseTakenOutput(file, surroundings);
  const Recipients = recipients.map(({ fields }) => fields);
  const options = { receipt: receipt !== undefined };
  const outcomes = await withCaller((caller) =>
    exportToRecipients(caller, { ...request, Recipients }, options),
  );
  // First the proofs: whoever asks for them wants no key without.
  if (receipt !== undefined) {
    const proofs = outcomes.flatMap((outcome) => outcome.receipt ?? []);
    writeOutput(receipt, proofs.map((proof) => `${proof}\n`).join(""), surroundings);
  }
  let refused = 0;
  for (const [index, { exportedDataKey, refusal }] of outcomes.entries()) {
    const [file = "", path = ""] = [files[index], recipients[index]?.path];
    if (exportedDataKey !== undefined) {
      writeOutput(file, `${encodeBase64(exportedDataKey)}\n`, surroundings);
      print(`${file}  for ${path}\n`);
    } else {
      refused += 1;
      warn(printable(`${path}: ${refusal.code}: ${refusal.message}\n`));
    }
  }
  return refused;
}
