import { decodeBase64 } from "@keyferry/bytes";
import { hexToBytes } from "@noble/hashes/utils.js";
import type { SignatureScheme } from "../claim.ts";
import type { Deviation } from "./deviation.ts";

/** A signature as it was sent, read as an HMAC. */
export interface ClaimedMac {
  readonly mac: Uint8Array;
  /** What is wrong with the way in which it is written; undefined: nothing. */
  readonly deviation?: Deviation;
}

/** Reads a claimed signature as an HMAC, however it is written; undefined when it can be none. */
export function readMac(signature: string, scheme: SignatureScheme): ClaimedMac | undefined {
  return scheme === "V1" ? readMacV1(signature) : readMacAcs(signature);
}

function readMacV1(signature: string): ClaimedMac | undefined {
  const plain = fromBase64(signature);
  if (plain !== undefined) return { mac: plain };
  const hex = fromHex(signature);
  if (hex !== undefined) return { mac: hex, deviation: { name: "signature in hex" } };
  const spaced = fromBase64(signature.replaceAll(" ", "+"));
  if (spaced !== undefined) return { mac: spaced, deviation: { name: "signature with its plus signs lost" } };
  const again = fromBase64(decoded(signature));
  if (again !== undefined) return { mac: again, deviation: { name: "signature encoded twice" } };
  return undefined;
}

function readMacAcs(signature: string): ClaimedMac | undefined {
  const mac = fromHex(signature);
  if (mac !== undefined) {
    const proper = signature === signature.toLowerCase();
    return proper ? { mac } : { mac, deviation: { name: "signature in upper case" } };
  }
  const other = fromBase64(signature);
  return other && { mac: other, deviation: { name: "signature in base64" } };
}

/** Only what is as long as SHA-1 or SHA-256. */
function fromHex(text: string): Uint8Array | undefined {
  return /^(?:[0-9a-fA-F]{40}|[0-9a-fA-F]{64})$/.test(text) ? hexToBytes(text.toLowerCase()) : undefined;
}

/** Only what is as long as SHA-1 or SHA-256. */
function fromBase64(text: string): Uint8Array | undefined {
  return /^(?:.{27}|.{43})=$/.test(text) ? decodeBase64(text) : undefined;
}

function decoded(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}
