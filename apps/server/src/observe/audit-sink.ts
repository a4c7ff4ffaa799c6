import { statfs, type FileHandle } from "node:fs/promises";
import { publicBytes } from "@keyferry/bytes";
import { openToAppend, type Closed } from "@keyferry/files";
import type { TrailSource } from "@keyferry/inspect";

/** Where the lines of the audit trail go. */
export interface AuditSink {
  /** What is there already: its last bytes, several lines. Empty where nothing can be read back. */
  readonly tail: Uint8Array;
  /** Where it can be read back; undefined where it cannot. */
  readonly source: TrailSource | undefined;
  /**
   * Writes bytes at the end; answers how many were taken, which may be fewer.
   *
   * @throws Error of the system, when none were
   */
  write(bytes: Uint8Array): Promise<number>;
  /**
   * Looks whether there is room for more.
   *
   * @throws Error when there is none
   */
  checkRoom(): Promise<void>;
  close(): Promise<void>;
}

const tailLength = 262_144;

/**
 * Opens a file to append: whoever truncates it while it is open, as log rotation does, gets what follows at its new
 * beginning. Nobody but its owner may write it, and readers of its group may read it.
 *
 * @param onClosed told when others could do more until now
 * @throws FileError for a file that does not open, or is another user's
 */
export async function openAuditFile(path: string, onClosed: (closed: Closed) => void): Promise<AuditSink> {
  const { file, closed } = await openToAppend(path);
  try {
    if (closed !== undefined) onClosed(closed);
    const { size } = await file.stat();
    const tail = publicBytes(Math.min(size, tailLength));
    for (let at = 0; at < tail.length;) {
      const { bytesRead } = await file.read(tail, at, tail.length - at, size - tail.length + at);
      if (bytesRead === 0) throw new Error(`${path} became shorter while it was read`);
      at += bytesRead;
    }
    return {
      tail,
      source: trailIn(file),
      write: async (bytes) => (await file.write(bytes)).bytesWritten,
      checkRoom: () => checkRoom(path),
      close: () => file.close(),
    };
  } catch (error) {
    await file.close();
    throw error;
  }
}

/** Reads what was written, also where the file has another name since. */
function trailIn(file: FileHandle): TrailSource {
  return {
    span: async () => ({ start: 0, end: (await file.stat()).size }),
    read: async (at, length) => {
      const part = publicBytes(length);
      const { bytesRead } = await file.read(part, 0, length, at);
      return part.subarray(0, bytesRead);
    },
  };
}

/** A byte more than there is room for cannot be tried: it would stay in the trail. */
async function checkRoom(path: string): Promise<void> {
  const { blocks, bfree, bavail } = await statfs(path);
  // The last part of a disk may be for root alone, and some file systems tell nothing.
  const free = process.geteuid?.() === 0 ? bfree : bavail;
  if (blocks > 0 && free === 0) throw new Error(`the disk of ${path} is full`);
}

/** Standard output, for a collector that reads it. */
export function auditToOutput(): AuditSink {
  const { stdout } = process;
  // A reader that is gone is told by each write.
  stdout.on("error", () => undefined);
  return {
    tail: publicBytes(0),
    source: undefined,
    write: (bytes) =>
      new Promise((resolve, reject) => {
        stdout.write(bytes, (error) => {
          if (error) reject(error);
          else resolve(bytes.length);
        });
      }),
    checkRoom: () => Promise.resolve(),
    close: () => Promise.resolve(),
  };
}
