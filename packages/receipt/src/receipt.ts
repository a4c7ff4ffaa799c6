import { decodeBase64Url, encodeBase64Url, publicUtf8 } from "@keyferry/bytes";
import { canonicalJson } from "./canonical.ts";
import { ReceiptError } from "./errors.ts";
import { receiptKeySpecs, type ReceiptKey } from "./keys/receipt-key.ts";
import { decodeStatement, encodeStatement, type ExportStatement } from "./statement.ts";

/** `typ` of the header (RFC 7515 4.1.9): no other signed text of the same key can be taken for a receipt. */
const type = "keyferry-receipt";
const longestText = 8_192;
const signatureLength = 64;

/** A receipt, taken apart. Nothing of it is to be believed before its signature is verified. */
export interface UnverifiedReceipt {
  readonly statement: ExportStatement;
  /** The header's text, base64url: the key's own one, or another's. */
  readonly header: string;
  /** What was signed: header and payload as they stand in the receipt, ASCII. */
  readonly signingInput: Uint8Array;
  /** 64 bytes. */
  readonly signature: Uint8Array;
}

/**
 * The header of all receipts that a key signs, base64url of canonical JSON: `alg`, `kid`, `typ`. Since it is the key's, no
 * receipt can ask to be verified in another way.
 */
export function headerOf({ spec, id }: ReceiptKey): string {
  const { algorithm: alg } = receiptKeySpecs[spec];
  return encodeBase64Url(publicUtf8(canonicalJson({ alg, kid: id, typ: type })));
}

/**
 * What is signed for a statement (RFC 7515 5.1): the header and the payload, both base64url, and a dot between them.
 *
 * @throws ReceiptError `malformed` for a statement that is none
 */
export function signingInputOf(statement: ExportStatement, key: ReceiptKey): string {
  return `${headerOf(key)}.${encodeBase64Url(encodeStatement(statement))}`;
}

/** A receipt: a JSON Web Signature in compact form (RFC 7515 7.1). */
export function joinReceipt(signingInput: string, signature: Uint8Array): string {
  if (signature.length !== signatureLength) throw new RangeError("a signature of a receipt has 64 bytes");
  return `${signingInput}.${encodeBase64Url(signature)}`;
}

/**
 * Takes a receipt apart.
 *
 * @throws ReceiptError `malformed`
 */
export function splitReceipt(text: string): UnverifiedReceipt {
  if (text.length > longestText) throw malformed("it is too long");
  const [header = "", payload = "", last = "", ...more] = text.split(".");
  const statement = decodeBase64Url(payload);
  const signature = decodeBase64Url(last);
  if (more.length > 0 || !/^[\w-]+$/.test(header) || statement === undefined) {
    throw malformed("it is not three parts of base64url with dots between them");
  }
  if (signature?.length !== signatureLength) throw malformed("its signature has not 64 bytes in base64url");
  return {
    statement: decodeStatement(statement),
    header,
    signingInput: publicUtf8(`${header}.${payload}`),
    signature,
  };
}

function malformed(message: string): ReceiptError {
  return new ReceiptError("malformed", message);
}
