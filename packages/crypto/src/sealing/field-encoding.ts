import { publicBytes } from "@keyferry/bytes";

/** A value that is bound to a sealed record, or authenticated with a row. */
export type Field = string | number | Uint8Array | null;

const tags = { absent: 0, text: 1, number: 2, bytes: 3 } as const;
/** Tag and length before each value. */
const headLength = 5;
/** The most bytes of UTF-8 that one UTF-16 unit takes. */
const maxBytesPerUnit = 3;

const encoder = new TextEncoder();

/**
 * The one form of a list of values: each with a tag for its type and its length (4 bytes, big-endian) before it; text is
 * UTF-8, a number its decimal text. Two lists have the same form only if they hold the same values of the same types.
 * No strings with lone surrogates.
 */
export function encodeFields(fields: readonly Field[]): Uint8Array {
  const form = publicBytes(fields.reduce<number>((length, field) => length + maxLength(field), 0));
  const view = new DataView(form.buffer);
  let offset = 0;
  for (const field of fields) {
    const content = form.subarray(offset + headLength);
    const length = write(field, content);
    form[offset] = tagOf(field);
    view.setUint32(offset + 1, length);
    offset += headLength + length;
  }
  return form.subarray(0, offset);
}

function maxLength(field: Field): number {
  if (field === null) return headLength;
  if (typeof field === "number") return headLength + String(field).length;
  return headLength + (typeof field === "string" ? maxBytesPerUnit : 1) * field.length;
}

/** Answers how many bytes it has written. */
function write(field: Field, content: Uint8Array): number {
  if (field === null) return 0;
  if (field instanceof Uint8Array) {
    content.set(field);
    return field.length;
  }
  return encoder.encodeInto(String(field), content).written;
}

function tagOf(field: Field): number {
  if (field === null) return tags.absent;
  if (typeof field === "string") return tags.text;
  return typeof field === "number" ? tags.number : tags.bytes;
}
