import { rename, rm, writeFile } from "node:fs/promises";
import { setTimeout as sleep } from "node:timers/promises";
import { renderText, type Explanation } from "@keyferry/explain";

/** How often it is written at the most. Milliseconds. */
const interval = 250;
const maxEntries = 100;
/** Characters of JSON. */
const maxLength = 1_048_576;

/** The last explanations in a file, for `keyferry explain`. */
export interface ExplanationFile {
  add(explanation: Explanation): void;
  /** Writes what is not written yet. */
  close(): Promise<void>;
}

/**
 * Keeps the last explanations in a file that only its owner can read: a JSON object whose `explanations`, oldest first, have
 * their text for a terminal as `text` beside their own members. It is written whole, some time after an addition, and
 * whoever reads it sees it whole.
 *
 * @param onFault told of a file that cannot be written; another attempt is made with the next addition. What it throws is
 *   ignored
 */
export function openExplanationFile(file: string, onFault: (error: unknown) => void): ExplanationFile {
  const entries: string[] = [];
  let length = 0;
  let dirty = false;
  let writing: Promise<void> | undefined;
  const closing = new AbortController();

  return {
    add(explanation) {
      const entry = JSON.stringify({ ...explanation, text: renderText(explanation) });
      entries.push(entry);
      length += entry.length;
      while (entries.length > maxEntries || length > maxLength) length -= entries.shift()?.length ?? 0;
      dirty = true;
      writing ??= writeLater();
    },
    async close() {
      closing.abort();
      await writing;
    },
  };

  async function writeLater(): Promise<void> {
    while (dirty) {
      await sleep(interval, undefined, { signal: closing.signal }).catch(() => undefined);
      dirty = false;
      // Of what `onFault` throws nobody is left to be told.
      await write()
        .catch(onFault)
        .catch(() => undefined);
    }
    writing = undefined;
  }

  async function write(): Promise<void> {
    const fresh = `${file}.new`;
    // A link that somebody has put there is not followed.
    await rm(fresh, { force: true });
    await writeFile(fresh, `{"explanations":[${entries.join(",\n")}]}\n`, { mode: 0o600, flag: "wx" });
    await rename(fresh, file);
  }
}

/** Takes away the file of an earlier server. */
export async function removeExplanationFile(file: string): Promise<void> {
  await rm(file, { force: true });
}
