import { decodeBase64Url, joinPublic, publicBytes, publicBytesOf } from "@keyferry/bytes";
import * as z from "zod/mini";
import { ReceiptError } from "../errors.ts";
import {
  publicMembers,
  receiptKeyOf,
  receiptKeySpecs,
  type PublicMembers,
  type ReceiptKey,
  type ReceiptKeySpec,
} from "./receipt-key.ts";

/** A public key of receipts as a JSON Web Key (RFC 7517): of Ed25519 as RFC 8037 has it, of SM2 likewise. */
export interface ReceiptJwk extends PublicMembers {
  /** Its thumbprint (RFC 7638): receipts name it by this. */
  readonly kid: string;
  readonly use: "sig";
  /** `EdDSA`, or `SM2DSA`, which is not registered. */
  readonly alg: string;
}

/** A JSON Web Key Set (RFC 7517 5). */
export interface ReceiptJwks {
  readonly keys: readonly ReceiptJwk[];
}

const member = z.string().check(z.maxLength(1_024));
const jwk = z.object({
  kty: member,
  crv: z.optional(member),
  x: z.optional(member),
  y: z.optional(member),
  kid: z.optional(member),
});

/** A public key as a JSON Web Key. */
export function receiptJwk({ spec, id, bytes }: ReceiptKey): ReceiptJwk {
  return { ...publicMembers(spec, bytes), kid: id, use: "sig", alg: receiptKeySpecs[spec].algorithm };
}

/**
 * Reads a JSON Web Key. Members that it need not have are not looked at, as RFC 7517 4 asks, but for `kid`.
 *
 * @returns undefined for a key of another kind
 * @throws ReceiptError `bad key` for one that is malformed, or has a `kid` that is not its thumbprint
 */
export function parseReceiptJwk(value: unknown): ReceiptKey | undefined {
  const { data } = z.safeParse(jwk, value);
  if (data === undefined) throw badKey("it is no JSON Web Key");
  const spec = specOf(data.kty, data.crv);
  if (spec === undefined) return undefined;
  const key = receiptKeyOf(spec, bytesOf(spec, data.x, data.y));
  if (data.kid !== undefined && data.kid !== key.id) throw badKey("its kid is not its thumbprint");
  return key;
}

function specOf(type: string, curve: string | undefined): ReceiptKeySpec | undefined {
  const specs = Object.keys(receiptKeySpecs) as readonly ReceiptKeySpec[];
  return specs.find((spec) => receiptKeySpecs[spec].type === type && receiptKeySpecs[spec].curve === curve);
}

function bytesOf(spec: ReceiptKeySpec, x: string | undefined, y: string | undefined): Uint8Array {
  if (spec === "Ed25519") return number(x);
  return joinPublic(publicBytesOf(0x04), number(x), number(y));
}

function number(text = ""): Uint8Array {
  const bytes = decodeBase64Url(text) ?? publicBytes(0);
  if (bytes.length !== 32) throw badKey("it has not 32 bytes in base64url");
  return bytes;
}

function badKey(message: string): ReceiptError {
  return new ReceiptError("bad key", message);
}
