import { statSync } from "node:fs";
import { join } from "node:path";
import { createAuditVerifier, findReceipts, type AuditReport } from "@keyferry/audit";
import { decodeBase64 } from "@keyferry/bytes";
import { FileError, readFile } from "@keyferry/files";
import { parseEncryptionContext } from "@keyferry/protocol";
import {
  contextHash,
  exportedHash,
  ReceiptError,
  verifyReceipt,
  type ExportStatement,
  type ReceiptKey,
} from "@keyferry/receipt";
import type { ReceiptVerification } from "../commands/receipt-commands.ts";
import { readTrail } from "../commands/verify-audit.ts";
import { StartError } from "../config/start-error.ts";
import { sha256 } from "../observe/sha256.ts";
import { believedKeys } from "./believed-keys.ts";

/** A receipt, and what is wrong with it. */
export interface CheckedReceipt {
  readonly file: string;
  /** From 1 on. */
  readonly line: number;
  /** What it states; absent where it is not genuine. */
  readonly statement?: ExportStatement;
  readonly faults: readonly { readonly fault: string; readonly detail: string }[];
}

/** What was found of receipts. */
export interface ReceiptReport {
  /** Whether every receipt is genuine, and nothing speaks against it. */
  readonly good: boolean;
  readonly receipts: readonly CheckedReceipt[];
  /** What the audit trail is by itself; absent where none was looked at. */
  readonly trail?: Pick<AuditReport, "whole" | "lines" | "faults">;
}

interface Line {
  readonly file: string;
  readonly line: number;
  readonly text: string;
}

/** Bytes of a file with receipts: some ten thousand of them. */
const longestFile = 16_777_216;
/** Bytes of the base64 text of an exported key. */
const longestExport = 12_288;

/**
 * Verifies receipts, and holds them against what they should be of: an exported key, an encryption context, an audit trail.
 *
 * @param folder the data folder, whose server is asked for its key where nothing else is named
 * @throws StartError for what cannot be read, and where there is no key to verify with
 */
export async function verifyReceipts(
  verification: ReceiptVerification,
  folder: string,
): Promise<ReceiptReport> {
  const lines = verification.files.flatMap(linesIn);
  if (lines.length === 0) throw new StartError("there is no receipt in what was named");
  const keys = await believedKeys(verification, folder);
  const expected = expectationsOf(verification, lines.length);
  const receipts = lines.map((line) => checked(line, keys, expected));
  const trail = await holdAgainst(verification, receipts);
  const good = trail?.whole !== false && receipts.every(({ faults }) => faults.length === 0);
  return { good, receipts, ...(trail && { trail }) };
}

type Expected = Partial<Pick<ExportStatement, "exportedHash" | "contextHash">>;
type Checking = { -readonly [Name in keyof CheckedReceipt]: CheckedReceipt[Name] } & {
  readonly faults: { readonly fault: string; readonly detail: string }[];
};

function checked({ file, line, text }: Line, keys: readonly ReceiptKey[], expected: Expected): Checking {
  try {
    const statement = verifyReceipt(text, keys);
    const faults = [];
    if (expected.exportedHash !== undefined && expected.exportedHash !== statement.exportedHash) {
      faults.push({
        fault: "another export",
        detail: "it is of another exported key than the one that is named",
      });
    }
    if (expected.contextHash !== undefined && expected.contextHash !== statement.contextHash) {
      faults.push({
        fault: "another context",
        detail: "it is of another encryption context than the one that is named",
      });
    }
    return { file, line, statement, faults };
  } catch (error) {
    if (!(error instanceof ReceiptError)) throw error;
    const fault = error.reason === "bad signature" ? "forged" : error.reason;
    return { file, line, faults: [{ fault, detail: error.message }] };
  }
}

/** Adds what the audit trail says against receipts. */
async function holdAgainst(
  { auditTrail = [], after }: Pick<ReceiptVerification, "auditTrail" | "after">,
  receipts: readonly Checking[],
): Promise<ReceiptReport["trail"] | undefined> {
  if (auditTrail.length === 0) return undefined;
  const genuine = receipts.flatMap((receipt) => {
    const { statement } = receipt;
    return statement === undefined ? [] : [{ receipt, statement }];
  });
  const verifier = createAuditVerifier({ sha256, ...(after !== undefined && { after }) });
  const found = findReceipts(
    genuine.map(({ statement }) => statement),
    sha256,
  );
  await readTrail(trailFiles(auditTrail), (line) => {
    verifier.add(line);
    found.add(line);
  });
  for (const { receipt, ...fault } of found.finish()) genuine[receipt]?.receipt.faults.push(fault);
  const { whole, lines, faults } = verifier.finish();
  return { whole, lines, faults };
}

function expectationsOf({ exported, context }: ReceiptVerification, receipts: number): Expected {
  if (exported !== undefined && receipts > 1) {
    throw new StartError("--exported is of one receipt, and there are several");
  }
  return {
    ...(exported !== undefined && { exportedHash: exportedHash(exportIn(exported)) }),
    ...(context !== undefined && { contextHash: contextHash(contextOf(context)) }),
  };
}

function exportIn(file: string): Uint8Array {
  const bytes = decodeBase64(textOf(file, longestExport).replaceAll(/\s/g, ""));
  if (bytes !== undefined && bytes.length > 0) return bytes;
  throw new StartError(`--exported: ${file} does not hold base64 text`);
}

function contextOf(text: string) {
  try {
    return parseEncryptionContext(text);
  } catch (cause) {
    throw new StartError(`--context ${(cause as Error).message}`, { cause });
  }
}

function linesIn(file: string): readonly Line[] {
  const texts = textOf(file, longestFile).split("\n");
  return texts
    .map((text, index) => ({ file, line: index + 1, text: text.trim() }))
    .filter(({ text }) => text !== "");
}

function trailFiles(paths: readonly string[]): readonly string[] {
  const isFolder = (path: string) => statSync(path, { throwIfNoEntry: false })?.isDirectory() === true;
  return paths.map((path) => (isFolder(path) ? join(path, "audit.log") : path));
}

function textOf(file: string, limit: number): string {
  try {
    return readFile(file, { limit, trust: "named" }).toString("utf8");
  } catch (cause) {
    if (!(cause instanceof FileError)) throw cause;
    throw new StartError(cause.message, { cause });
  }
}
