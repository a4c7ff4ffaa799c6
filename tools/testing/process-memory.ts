import { closeSync, openSync, readFileSync, readSync } from "node:fs";

const step = 1 << 24;

/**
 * Which of the secrets stand anywhere in the writable memory of a process. Linux only.
 *
 * @param secrets of at most 128 bytes, by name
 */
export function secretsInMemory(pid: number, secrets: ReadonlyMap<string, Buffer>): readonly string[] {
  const found = new Set<string>();
  const memory = openSync(`/proc/${String(pid)}/mem`, "r");
  // 127 bytes more than a step, for what stands across two.
  const chunk = Buffer.alloc(step + 127);
  try {
    for (const [from, to] of writableRegions(pid)) {
      for (let at = from; at < to; at += BigInt(step)) {
        const bytes = readAt(memory, chunk.subarray(0, Math.min(chunk.length, Number(to - at))), at);
        for (const [name, secret] of secrets) if (bytes.includes(secret)) found.add(name);
      }
    }
  } finally {
    closeSync(memory);
  }
  return [...found].sort();
}

function writableRegions(pid: number): [from: bigint, to: bigint][] {
  const lines = readFileSync(`/proc/${String(pid)}/maps`, "utf8").split("\n");
  return lines.flatMap((line): [bigint, bigint][] => {
    const [, from, to] = /^([0-9a-f]+)-([0-9a-f]+) rw/.exec(line) ?? [];
    return from === undefined || to === undefined ? [] : [[BigInt(`0x${from}`), BigInt(`0x${to}`)]];
  });
}

function readAt(memory: number, chunk: Buffer, at: bigint): Buffer {
  try {
    return chunk.subarray(0, readSync(memory, chunk, 0, chunk.length, at));
  } catch {
    // Mapped, and not readable: nothing can stand there.
    return chunk.subarray(0, 0);
  }
}
