import { namesOf, recipientKeySpecs, wrappingAlgorithms } from "@keyferry/algorithms";
import { publicUtf8 } from "@keyferry/bytes";
import * as z from "zod/mini";
import { canonicalJson } from "./canonical.ts";
import { ReceiptError } from "./errors.ts";

const formed = (form: RegExp) => z.string().check(z.regex(form));
const hash = formed(/^[0-9a-f]{64}$/);
const digits = formed(/^\d{1,32}$/);
const word = formed(/^[A-Za-z0-9-]{1,128}$/);
/** Text of people: no control characters. */
const name = formed(/^[^\p{Cc}\p{Cs}]{1,512}$/u);
const time = z.string().check(
  z.regex(/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z$/),
  z.refine((text) => !Number.isNaN(Date.parse(text))),
);

/** What a receipt states, as a schema: strict, and bounded. */
export const exportStatement = z.strictObject({
  receiptVersion: z.literal(1),
  /** The operation that exported: `ExportDataKey`, `GenerateAndExportDataKey`, ... */
  operation: word,
  /** Id of the request. */
  requestId: word,
  /** When the export was done: ISO 8601, UTC, with milliseconds. */
  time,
  /** Who called, in the words of the audit record. */
  caller: z.strictObject({
    type: z.enum(["root-account", "ram-user", "assumed-role"]),
    accountId: digits,
    /** Account id, user name, or `{role}:{session name}`. */
    principalId: name,
    accessKeyId: name,
  }),
  /** Whose the key is, which may be another account than the caller's. */
  account: digits,
  region: word,
  keyId: word,
  keyVersionId: word,
  /** See `contextHash`. */
  contextHash: hash,
  /** SHA-256 of the recipient's SubjectPublicKeyInfo (RFC 5280) in DER, lower-case hex. */
  recipientFingerprint: hash,
  recipientSpec: z.enum(recipientKeySpecs),
  algorithm: z.enum(namesOf(wrappingAlgorithms)),
  /** See `exportedHash`. */
  exportedHash: hash,
  /** SHA-256 of the audit record's JSON text, as it stands in the trail without its chain; lower-case hex. */
  auditRecordHash: hash,
});

/** What a receipt states of one export. */
export type ExportStatement = z.infer<typeof exportStatement>;

/**
 * The one form of a statement: canonical JSON (RFC 8785) as UTF-8.
 *
 * @throws ReceiptError `malformed` for a statement that is not of {@link exportStatement}
 */
export function encodeStatement(statement: ExportStatement): Uint8Array<ArrayBuffer> {
  return publicUtf8(canonicalJson(checked(statement)));
}

/**
 * Reads a statement.
 *
 * @throws ReceiptError `malformed` for anything that {@link encodeStatement} would not have made
 */
export function decodeStatement(bytes: Uint8Array): ExportStatement {
  let text: string;
  let value: unknown;
  try {
    text = new TextDecoder("utf-8", { fatal: true, ignoreBOM: true }).decode(bytes);
    value = JSON.parse(text);
  } catch (cause) {
    throw new ReceiptError("malformed", "its statement is not JSON", { cause });
  }
  const statement = checked(value);
  if (canonicalJson(statement) === text) return statement;
  throw new ReceiptError("malformed", "its statement is not in canonical form");
}

function checked(value: unknown): ExportStatement {
  const { data, error } = z.safeParse(exportStatement, value);
  if (data !== undefined) return data;
  const where = error.issues[0]?.path.join(".") ?? "";
  throw new ReceiptError(
    "malformed",
    `its statement is not one of an export${where === "" ? "" : `: ${where}`}`,
  );
}
