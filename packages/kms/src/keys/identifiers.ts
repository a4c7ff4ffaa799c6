/** Fills in bytes fit for keys and identifiers. */
export type RandomBytes = (length: number) => Uint8Array;

const alphabet = "0123456789abcdefghijklmnopqrstuvwxyz";

/** Ids of a new key and its first version. */
export interface NewKeyIds {
  readonly keyId: string;
  /** 36 characters, so that it always fits the head of a ciphertext blob. */
  readonly versionId: string;
}

/** Outside instances both are UUIDs; an instance key is `key-` and 21 characters, its version that and 10 more. */
export function newKeyIds(instance: string | null, random: RandomBytes): NewKeyIds {
  const keyId = instance === null ? newUuid(random) : `key-${newText(21, random)}`;
  return { keyId, versionId: newVersionId({ id: keyId, instance }, random) };
}

/** Id of a further version of a key. */
export function newVersionId(
  { id, instance }: { readonly id: string; readonly instance: string | null },
  random: RandomBytes,
): string {
  return instance === null ? newUuid(random) : `${id}-${newText(10, random)}`;
}

/** Id of a new KMS instance: `kst-` and 21 lower-case letters and digits. */
export function newInstanceId(random: RandomBytes): string {
  return `kst-${newText(21, random)}`;
}

/** A random UUID (RFC 9562 version 4), lower case. */
export function newUuid(random: RandomBytes): string {
  const bytes = random(16);
  bytes[6] = ((bytes[6] ?? 0) & 0x0f) | 0x40;
  bytes[8] = ((bytes[8] ?? 0) & 0x3f) | 0x80;
  const hex = Array.from(bytes, (byte) => byte.toString(16).padStart(2, "0")).join("");
  return [hex.slice(0, 8), hex.slice(8, 12), hex.slice(12, 16), hex.slice(16, 20), hex.slice(20)].join("-");
}

function newText(length: number, random: RandomBytes): string {
  // 252 is the largest multiple of 36 in a byte: what lies above would favour the first characters.
  let text = "";
  while (text.length < length) {
    for (const byte of random(length)) {
      if (byte < 252 && text.length < length) text += alphabet.charAt(byte % 36);
    }
  }
  return text;
}
