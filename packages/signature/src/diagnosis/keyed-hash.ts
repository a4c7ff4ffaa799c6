import { copySecret, joinSecret, publicUtf8, secretBytes, secretHmac, wipe } from "@keyferry/bytes";
import { sha1 } from "@noble/hashes/legacy.js";
import { sha256 } from "@noble/hashes/sha2.js";
import type { AcsRecipe, Derivation, SecretForm, V1Recipe } from "./recipe.ts";

/** HMAC of a text under the key of a V1 recipe. Keys made on the way are wiped. */
export function macV1(
  text: string,
  { secret: form, ampersand, hash }: V1Recipe,
  secret: Uint8Array,
): Uint8Array {
  const key = formed(secret, form, ampersand);
  try {
    return secretHmac(hash === "SHA-1" ? sha1 : sha256, key, publicUtf8(text));
  } finally {
    wipe(key);
  }
}

/** HMAC of a text under the key of an ACS recipe. Keys made on the way are wiped. */
export function macAcs(text: string, recipe: AcsRecipe, secret: Uint8Array): Uint8Array {
  const formedSecret = formed(secret, recipe.secret, recipe.ampersand);
  const key = recipe.derivation === null ? formedSecret : derive(formedSecret, recipe.derivation);
  try {
    return secretHmac(sha256, key, publicUtf8(text));
  } finally {
    wipe(key, formedSecret);
  }
}

/** The key of an ACS4 signature. The secret is left as it is. */
function derive(secret: Uint8Array, { form, prefix, links }: Derivation): Uint8Array {
  if (form === "none") return copySecret(secret);
  let key: Uint8Array = joinSecret(publicUtf8(prefix), secret);
  for (const link of links) {
    const next = secretHmac(sha256, key, publicUtf8(link));
    wipe(key);
    key = form === "all as hex" ? asHex(next) : next;
  }
  return form === "last as hex" ? asHex(key) : key;
}

/** Hex text as bytes, digit by digit: a string of it could not be wiped. */
function asHex(key: Uint8Array): Uint8Array<ArrayBuffer> {
  const digits = secretBytes(key.length * 2);
  key.forEach((byte, index) => {
    digits[index * 2] = hexDigit(byte >> 4);
    digits[index * 2 + 1] = hexDigit(byte & 15);
  });
  wipe(key);
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
  return joinSecret(publicUtf8(before), inner, publicUtf8(behind), publicUtf8(ampersand ? "&" : ""));
}

function trimmed(secret: Uint8Array): Uint8Array {
  const start = secret.findIndex((byte) => byte > 0x20);
  return start < 0
    ? secret.subarray(0, 0)
    : secret.subarray(start, secret.findLastIndex((byte) => byte > 0x20) + 1);
}
