import { closeSync, openSync, readFileSync, readSync } from "node:fs";

const step = 1 << 24;

/**
 * Which of the secrets stand anywhere in the writable memory of a process. Linux only.
 *
 * @param secrets of 2 to 128 bytes, by name
 */
export function secretsInMemory(pid: number, secrets: ReadonlyMap<string, Buffer>): readonly string[] {
  const found = new Set<string>();
  const look = finderOf(secrets);
  const memory = openSync(`/proc/${String(pid)}/mem`, "r");
  // 127 bytes more than a step, for what stands across two.
  const chunk = Buffer.alloc(step + 127);
  try {
    for (const [from, to] of writableRegions(pid)) {
      for (let at = from; at < to; at += BigInt(step)) {
        const bytes = readAt(memory, chunk.subarray(0, Math.min(chunk.length, Number(to - at))), at);
        look(bytes, (name) => found.add(name));
      }
    }
  } finally {
    closeSync(memory);
  }
  return [...found].sort();
}

/** Looks for all secrets in one pass, which hundreds of them need: by their first two bytes, then whole. */
function finderOf(
  secrets: ReadonlyMap<string, Buffer>,
): (bytes: Buffer, found: (name: string) => void) => void {
  const begins = new Uint8Array(0x1_0000);
  const byBeginning = new Map<number, [name: string, secret: Buffer][]>();
  for (const [name, secret] of secrets) {
    const beginning = secret.readUInt16BE();
    begins[beginning] = 1;
    byBeginning.set(beginning, [...(byBeginning.get(beginning) ?? []), [name, secret]]);
  }
  return (bytes, found) => {
    let beginning = 0;
    for (let end = 0; end < bytes.length; end += 1) {
      beginning = ((beginning << 8) | (bytes[end] ?? 0)) & 0xffff;
      if (begins[beginning] === 0) continue;
      for (const [name, secret] of byBeginning.get(beginning) ?? []) {
        if (bytes.subarray(end - 1, end - 1 + secret.length).equals(secret)) found(name);
      }
    }
  };
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
