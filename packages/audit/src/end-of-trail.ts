import { noHash, readSealed, type Sha256 } from "./seal.ts";

/** A line that was not finished, since the process was killed or the disk was full. */
export interface TornLine {
  /** Its length. */
  readonly bytes: number;
  readonly hash: string;
}

/** Where a file ends, for the chain that goes on after it. */
export interface EndOfTrail {
  /** The last hash in the file, or `noHash`. */
  readonly previous: string;
  /** There when the last line is torn. The next chain's opening record names it, and so tells it from tampering. */
  readonly torn?: TornLine;
  /** Whether the last line still wants its line feed. */
  readonly unended: boolean;
}

const lineFeed = 0x0a;

/**
 * Finds out where a file ends. Only what no line feed ends counts as torn: a whole line that is not right was changed, and
 * stays to be found.
 *
 * @param tail the last bytes of the file, several lines at least
 */
export function endOfTrail(tail: Uint8Array, sha256: Sha256): EndOfTrail {
  let end = tail.lastIndexOf(lineFeed);
  const rest = tail.subarray(end + 1);
  const unended = rest.length > 0;
  const whole = readSealed(rest, sha256);
  if (whole !== undefined) return { previous: whole.hash, unended };
  const torn = unended && { torn: { bytes: rest.length, hash: sha256(rest) } };
  while (end > 0) {
    const start = tail.lastIndexOf(lineFeed, end - 1) + 1;
    const line = readSealed(tail.subarray(start, end), sha256);
    if (line !== undefined) return { previous: line.hash, ...torn, unended };
    end = start - 1;
  }
  return { previous: noHash, ...torn, unended };
}
