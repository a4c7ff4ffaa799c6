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
  readonly faults: readonly Fault[];
}

/** Something that speaks against a receipt. */
interface Fault {
  readonly fault: string;
  /** For people. */
  readonly detail: string;
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
  const alone = markRepeated(lines.map((line) => checked(line, keys, expected)));
  if (verification.auditTrail === undefined) return { good: alone.every(isGood), receipts: alone };
  const { trail, receipts } = await holdAgainst(verification.auditTrail, verification.after, alone);
  return { good: trail.whole && receipts.every(isGood), receipts, trail };
}

function isGood({ faults }: CheckedReceipt): boolean {
  return faults.length === 0;
}

type Expected = Partial<Pick<ExportStatement, "exportedHash" | "contextHash">>;

function checked(
  { file, line, text }: Line,
  keys: readonly ReceiptKey[],
  expected: Expected,
): CheckedReceipt {
  try {
    const statement = verifyReceipt(text, keys);
    const faults: Fault[] = [];
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

/** Every export has an audit record of its own: one that is stated twice is no second export. */
function markRepeated(receipts: readonly CheckedReceipt[]): readonly CheckedReceipt[] {
  const stated = new Map<string, CheckedReceipt>();
  return receipts.map((receipt) => {
    if (receipt.statement === undefined) return receipt;
    const { auditRecordHash } = receipt.statement;
    const earlier = stated.get(auditRecordHash);
    if (earlier !== undefined) {
      const detail = `it is of the same export as ${earlier.file}:${String(earlier.line)}`;
      return { ...receipt, faults: [...receipt.faults, { fault: "repeated", detail }] };
    }
    stated.set(auditRecordHash, receipt);
    return receipt;
  });
}

/** Adds what an audit trail says against the receipts that are genuine. */
async function holdAgainst(
  paths: readonly string[],
  after: string | undefined,
  receipts: readonly CheckedReceipt[],
): Promise<Required<Pick<ReceiptReport, "receipts" | "trail">>> {
  const statements = receipts.flatMap(({ statement }) => statement ?? []);
  const verifier = createAuditVerifier({ sha256, ...(after !== undefined && { after }) });
  const found = findReceipts(statements, sha256);
  await readTrail(trailFiles(paths), (line) => {
    verifier.add(line);
    found.add(line);
  });
  // A receipt has one at the most.
  const against = new Map(
    found.finish().map(({ receipt, fault, detail }) => [statements[receipt], { fault, detail }]),
  );
  const { whole, lines, faults } = verifier.finish();
  return {
    trail: { whole, lines, faults },
    receipts: receipts.map((receipt) => {
      const fault = receipt.statement && against.get(receipt.statement);
      return fault === undefined ? receipt : { ...receipt, faults: [...receipt.faults, fault] };
    }),
  };
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
