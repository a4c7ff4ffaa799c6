import { joinPublic, publicBytes, publicUtf8 } from "@keyferry/bytes";
import type { TrailSource } from "@keyferry/inspect";

/** Lines in memory, as the bytes of a file that grows at its end and lets go of its first lines. */
export interface LineFile extends TrailSource {
  /** Without their line feeds. */
  lines(): readonly string[];
  push(line: string): void;
  /** Takes the first lines away: what stays is where it was. @returns the last of them */
  shift(count: number): string | undefined;
}

/** Makes such a file. */
export function createLineFile(first: readonly string[]): LineFile {
  let lines: Uint8Array[] = [];
  /** How many bytes there were before the first line, and up to the end of each. */
  let start = 0;
  let ends: number[] = [];
  const end = () => ends.at(-1) ?? start;
  const textOf = (line: Uint8Array) => new TextDecoder().decode(line.subarray(0, -1));
  const push = (line: string) => {
    const bytes = publicUtf8(`${line}\n`);
    ends.push(end() + bytes.length);
    lines.push(bytes);
  };
  first.forEach(push);

  return {
    push,
    lines: () => lines.map(textOf),
    shift(count) {
      const last = lines.slice(0, count).at(-1);
      start = ends.slice(0, count).at(-1) ?? start;
      [lines, ends] = [lines.slice(count), ends.slice(count)];
      return last && textOf(last);
    },
    span: async () => ({ start, end: end() }),
    async read(at, length) {
      const parts: Uint8Array[] = [];
      const to = Math.min(at + length, end());
      for (let index = lineAt(at); index < lines.length && (ends[index - 1] ?? start) < to; index += 1) {
        const line = lines[index] ?? publicBytes(0);
        const begin = ends[index - 1] ?? start;
        parts.push(line.subarray(Math.max(0, at - begin), to - begin));
      }
      return joinPublic(...parts);
    },
  };

  /** Index of the line that holds the byte at a place. */
  function lineAt(at: number): number {
    let [low, high] = [0, lines.length];
    while (low < high) {
      const middle = (low + high) >>> 1;
      if ((ends[middle] ?? 0) > at) high = middle;
      else low = middle + 1;
    }
    return low;
  }
}
