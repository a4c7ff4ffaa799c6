import { joinPublic } from "@keyferry/bytes";

/** A line of a file. */
export interface AuditLine {
  /** Name of the file, for people. */
  readonly file: string;
  /** From 1 on. */
  readonly number: number;
  /** Without the line feed; empty where the line is longer than any that was sealed. */
  readonly bytes: Uint8Array;
  /** Whether a line feed ends it; the last line of a file may have none. */
  readonly ended: boolean;
}

const lineFeed = 0x0a;
const longestLine = 1_048_576;

/** Puts the bytes of a file together to lines. */
export interface LineSplitter {
  /** The lines that end in these bytes, which come after all before them. */
  push(bytes: Uint8Array): readonly AuditLine[];
  /** What stands behind the last line feed; undefined where nothing does. */
  rest(): AuditLine | undefined;
}

/** Makes a splitter. It holds one line at a time. */
export function createLineSplitter(file: string): LineSplitter {
  let number = 0;
  let held: Uint8Array[] = [];
  let length = 0;

  const hold = (piece: Uint8Array) => {
    length += piece.length;
    if (length <= longestLine) held.push(piece);
    else held = [];
  };
  const take = (ended: boolean): AuditLine => {
    const bytes = join(held);
    held = [];
    length = 0;
    number += 1;
    return { file, number, bytes, ended };
  };

  return {
    push(bytes) {
      const lines: AuditLine[] = [];
      let start = 0;
      for (let end = bytes.indexOf(lineFeed); end >= 0; end = bytes.indexOf(lineFeed, start)) {
        hold(bytes.subarray(start, end));
        lines.push(take(true));
        start = end + 1;
      }
      hold(bytes.subarray(start));
      return lines;
    },
    rest: () => (length > 0 ? take(false) : undefined),
  };
}

/** Splits a file's bytes into lines. Holds one line and one chunk at a time. */
export async function* auditLines(
  file: string,
  chunks: AsyncIterable<Uint8Array> | Iterable<Uint8Array>,
): AsyncGenerator<AuditLine, void, undefined> {
  const splitter = createLineSplitter(file);
  for await (const chunk of chunks) yield* splitter.push(chunk);
  const rest = splitter.rest();
  if (rest !== undefined) yield rest;
}

function join(pieces: readonly Uint8Array[]): Uint8Array {
  const [first, second] = pieces;
  return first !== undefined && second === undefined ? first : joinPublic(...pieces);
}
