import { joinPublic, publicBytes, publicUtf8 } from "@keyferry/bytes";
import type { TrailSource } from "@keyferry/inspect";

/** Lines in memory, as the bytes of a file that only grows at its end. */
export interface LineFile extends TrailSource {
  /** Without their line feeds. */
  lines(): readonly string[];
  push(line: string): void;
  /** Takes the first lines away: what stays begins the file. @returns the last of them */
  shift(count: number): string | undefined;
}

/** Makes such a file. */
export function createLineFile(first: readonly string[]): LineFile {
  let lines: Uint8Array[] = [];
  /** How many bytes there are up to the end of each line. */
  let ends: number[] = [];
  const end = () => ends.at(-1) ?? 0;
  const put = (line: Uint8Array) => {
    lines.push(line);
    ends.push(end() + line.length);
  };
  const textOf = (line: Uint8Array) => new TextDecoder().decode(line.subarray(0, -1));
  const push = (line: string) => {
    put(publicUtf8(`${line}\n`));
  };
  first.forEach(push);

  return {
    push,
    lines: () => lines.map(textOf),
    shift(count) {
      const [gone, kept] = [lines.slice(0, count), lines.slice(count)];
      [lines, ends] = [[], []];
      kept.forEach(put);
      const last = gone.at(-1);
      return last && textOf(last);
    },
    length: async () => end(),
    async read(at, length) {
      const parts: Uint8Array[] = [];
      const to = Math.min(at + length, end());
      for (let index = lineAt(at); index < lines.length && (ends[index - 1] ?? 0) < to; index += 1) {
        const line = lines[index] ?? publicBytes(0);
        const start = ends[index - 1] ?? 0;
        parts.push(line.subarray(Math.max(0, at - start), to - start));
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
