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

/** Splits a file's bytes into lines. Holds one line and one chunk at a time. */
export async function* auditLines(
  file: string,
  chunks: AsyncIterable<Uint8Array> | Iterable<Uint8Array>,
): AsyncGenerator<AuditLine, void, undefined> {
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

  for await (const chunk of chunks) {
    let start = 0;
    for (let end = chunk.indexOf(lineFeed); end >= 0; end = chunk.indexOf(lineFeed, start)) {
      hold(chunk.subarray(start, end));
      yield take(true);
      start = end + 1;
    }
    hold(chunk.subarray(start));
  }
  if (length > 0) yield take(false);
}

function join(pieces: readonly Uint8Array[]): Uint8Array {
  const [first, second] = pieces;
  return first !== undefined && second === undefined ? first : joinPublic(...pieces);
}
