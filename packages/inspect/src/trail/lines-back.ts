import { joinPublic, publicBytes } from "@keyferry/bytes";
import { rest } from "../rest.ts";
import { partLength, type TrailSource } from "./trail-source.ts";

/** A line of a trail, and where it stands. */
export interface TrailLine {
  /** Bytes before it. */
  readonly at: number;
  /** Without its line feed; empty where it is longer than any that was sealed. */
  readonly bytes: Uint8Array;
}

const lineFeed = 0x0a;
const longestLine = 65_536;

/**
 * Reads the lines of a trail back from `end` to `start`, newest first. What no line feed ends is left out: it is being
 * written. Between two parts others have their turn, however fast the source is.
 */
export async function* linesBack(
  source: TrailSource,
  { start, end }: { readonly start: number; readonly end: number },
): AsyncGenerator<TrailLine, void, undefined> {
  /** Whether the line feed was found that ends the line whose beginning is looked for. */
  let found = false;
  let tail = publicBytes(0);
  let length = 0;
  const hold = (piece: Uint8Array) => {
    length += piece.length;
    tail = length <= longestLine ? joinPublic(piece, tail) : publicBytes(0);
  };
  for (let to = end; to > start;) {
    const from = Math.max(start, to - partLength);
    const part = await source.read(from, to - from);
    let stop = part.length;
    while (stop > 0) {
      const feed = part.lastIndexOf(lineFeed, stop - 1);
      if (feed < 0) break;
      if (found) {
        hold(part.subarray(feed + 1, stop));
        yield { at: from + feed + 1, bytes: tail };
      }
      found = true;
      tail = publicBytes(0);
      length = 0;
      stop = feed;
    }
    if (found) hold(part.subarray(0, stop));
    to = from;
    if (to > start) await rest(0);
  }
  if (found) yield { at: start, bytes: tail };
}
