/** Reads a value from its text in PostgreSQL's own form. */
type Reader = (text: string) => unknown;

/** A value that is not of the form that its type has. */
export class UnreadableValue extends Error {
  override readonly name = "UnreadableValue";
}

function readWhole(text: string): number {
  const number = Number(text);
  if (!/^-?\d+$/.test(text) || !Number.isSafeInteger(number)) {
    throw new UnreadableValue("A number of the database is not a whole one below 2^53.");
  }
  return number;
}

function readBytes(text: string): Uint8Array {
  // Node stops at what is no hexadecimal digit: then there are fewer bytes.
  const bytes = Buffer.from(text.slice(2), "hex");
  if (!text.startsWith("\\x") || bytes.length * 2 !== text.length - 2) {
    throw new UnreadableValue("Bytes of the database are not in hexadecimal.");
  }
  // Memory of its own: whoever has read bytes may wipe them.
  return new Uint8Array(bytes);
}

/** PostgreSQL's numbers of types: bytea, int8, int2, int4. All other types are read as text. */
const readers: ReadonlyMap<number, Reader> = new Map<number, Reader>([
  [17, readBytes],
  [20, readWhole],
  [21, readWhole],
  [23, readWhole],
]);

/** How the driver reads values: strictly, and no type by guess. */
export const valueTypes = {
  getTypeParser: (oid: number): Reader => readers.get(oid) ?? ((text) => text),
};
