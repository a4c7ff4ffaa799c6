import { hmac } from "@noble/hashes/hmac.js";
import { sha1 } from "@noble/hashes/legacy.js";
import { sha256 } from "@noble/hashes/sha2.js";
import { utf8 } from "../utf8.ts";
import type { AcsRecipe, Derivation, SecretForm, V1Recipe } from "./recipe.ts";

/** HMAC of a text under the key of a V1 recipe. Keys made on the way are wiped. */
export function macV1(
  text: string,
  { secret: form, ampersand, hash }: V1Recipe,
  secret: Uint8Array,
): Uint8Array {
  const key = formed(secret, form, ampersand);
  try {
    return hmac(hash === "SHA-1" ? sha1 : sha256, key, utf8(text));
  } finally {
    key.fill(0);
  }
}

/** HMAC of a text under the key of an ACS recipe. Keys made on the way are wiped. */
export function macAcs(text: string, recipe: AcsRecipe, secret: Uint8Array): Uint8Array {
  const formedSecret = formed(secret, recipe.secret, recipe.ampersand);
  const key = recipe.derivation === null ? formedSecret : derive(formedSecret, recipe.derivation);
  try {
    return hmac(sha256, key, utf8(text));
  } finally {
    key.fill(0);
    formedSecret.fill(0);
  }
}

/** The key of an ACS4 signature. The secret is left as it is. */
function derive(secret: Uint8Array, { form, prefix, links }: Derivation): Uint8Array {
  if (form === "none") return new Uint8Array(secret);
  let key: Uint8Array = joined([utf8(prefix), secret]);
  for (const link of links) {
    const next = hmac(sha256, key, utf8(link));
    key.fill(0);
    key = form === "all as hex" ? asHex(next) : next;
  }
  return form === "last as hex" ? asHex(key) : key;
}

/** Hex text as bytes, digit by digit: a string of it could not be wiped. */
function asHex(key: Uint8Array): Uint8Array<ArrayBuffer> {
  const digits = new Uint8Array(key.length * 2);
  key.forEach((byte, index) => {
    digits[index * 2] = hexDigit(byte >> 4);
    digits[index * 2 + 1] = hexDigit(byte & 15);
  });
  key.fill(0);
  return digits;
}

function hexDigit(value: number): number {
  return value + (value < 10 ? 0x30 : 0x57);
}

const around: Readonly<Record<SecretForm, readonly [before: string, behind: string]>> = {
  "as it is": ["", ""],
  trimmed: ["", ""],
  "line feed behind": ["", "\n"],
  "CR LF behind": ["", "\r\n"],
  "blank behind": ["", " "],
  "blank before": [" ", ""],
};

function formed(secret: Uint8Array, form: SecretForm, ampersand: boolean): Uint8Array {
  const [before, behind] = around[form];
  const inner = form === "trimmed" ? trimmed(secret) : secret;
  return joined([utf8(before), inner, utf8(behind), utf8(ampersand ? "&" : "")]);
}

function trimmed(secret: Uint8Array): Uint8Array {
  const start = secret.findIndex((byte) => byte > 0x20);
  return start < 0
    ? secret.subarray(0, 0)
    : secret.subarray(start, secret.findLastIndex((byte) => byte > 0x20) + 1);
}

function joined(parts: readonly Uint8Array[]): Uint8Array<ArrayBuffer> {
  const whole = new Uint8Array(parts.reduce((length, part) => length + part.length, 0));
  let at = 0;
  for (const part of parts) {
    whole.set(part, at);
    at += part.length;
  }
  return whole;
}
