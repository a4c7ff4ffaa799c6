import { randomUUID } from "node:crypto";
import { publicUtf8 } from "@keyferry/bytes";
import { createAuditChain, endOfTrail, type AuditRecord } from "@keyferry/audit";
import type { Logger } from "pino";
import type { AuditSink } from "./audit-sink.ts";
import { sha256 } from "./sha256.ts";

/** The audit trail of this process. */
export interface AuditLog {
  /** Takes a record. It is sealed and written later, within a second: callers do not wait for it. A closed log takes none. */
  readonly record: (record: AuditRecord) => void;
  /**
   * Takes a record, and answers once it is written, with all that was taken before it.
   *
   * @throws Error while the trail cannot be written. A record that had come into the chain by then will be written yet
   */
  write(record: AuditRecord): Promise<void>;
  /**
   * Looks whether records are written, and more can be.
   *
   * @throws Error that says why they are not
   */
  check(): Promise<void>;
  /**
   * Writes what is still held back, and the closing record.
   *
   * @throws Error of the system, where that cannot be written
   */
  close(): Promise<void>;
}

/** What the trail is made of. */
export interface AuditLogOptions {
  readonly sink: AuditSink;
  readonly serverVersion: string;
  /** Milliseconds since the epoch. */
  readonly clock: () => number;
  /** Told when the trail cannot be written, and of the last hash, which is worth keeping apart from the trail. */
  readonly log: Pick<Logger, "info" | "error">;
}

/** Somebody who waits for a record to be written. */
interface Waiter {
  readonly resolve: () => void;
  readonly reject: (error: unknown) => void;
}

/** Milliseconds that a record may wait for others, and that a failed write waits for the next. */
const longestWait = 200;
/** So many records are written without waiting for more. */
const batch = 64;
/** So many records are held while they cannot be written; those above are counted only. */
const mostHeld = 10_000;

/**
 * Begins this process's chain at the end of what the sink holds.
 *
 * @throws Error of the system, where the opening record cannot be written
 */
export async function openAuditLog({ sink, serverVersion, clock, log }: AuditLogOptions): Promise<AuditLog> {
  const { previous, torn, unended } = endOfTrail(sink.tail, sha256);
  const id = randomUUID();
  const opening = { process: process.pid, serverVersion, ...(torn && { torn }) };
  const chain = createAuditChain({ id, previous, opening, clock, sha256 });
  /** Records that are not sealed yet. */
  let held: AuditRecord[] = [];
  let lost = 0;
  /** Those who wait for records that are not sealed yet, and for those that are. */
  let waiting: Waiter[] = [];
  let waitingForSealed: Waiter[] = [];
  /** Sealed lines that are not written yet: a chain cannot take them back. */
  let sealed: Uint8Array = publicUtf8(`${unended ? "\n" : ""}${chain.opening}\n`);
  let timer: NodeJS.Timeout | undefined;
  let writing: Promise<void> | undefined;
  let failure: Error | undefined;
  let used = false;
  let closed = false;

  try {
    await writeSealed();
  } catch (error) {
    await sink.close();
    throw error;
  }
  return {
    record(record) {
      if (closed) return;
      take(record);
      if (held.length >= batch && failure === undefined) flush();
      else timer ??= setTimeout(flush, longestWait);
    },
    write(record) {
      if (closed) return Promise.reject(new Error("the audit trail is closed"));
      if (failure !== undefined) return Promise.reject(failure);
      if (held.length >= mostHeld) return Promise.reject(new Error("too many records wait to be written"));
      take(record);
      return new Promise((resolve, reject) => {
        waiting.push({ resolve, reject });
        flush();
      });
    },
    async check() {
      if (failure !== undefined) throw failure;
      await sink.checkRoom();
    },
    async close() {
      closed = true;
      await writing;
      clearTimeout(timer);
      try {
        await writeAll();
        sealed = publicUtf8(`${chain.close()}\n`);
        await writeSealed();
        // A start that came to nothing has one thing to say only.
        if (used) log.info({ chain: id, hash: chain.hash() }, "the audit trail is closed");
      } finally {
        await sink.close();
      }
    },
  };

  function take(record: AuditRecord): void {
    used = true;
    if (held.length >= mostHeld) lost += 1;
    else held.push(record);
  }

  function flush(): void {
    clearTimeout(timer);
    timer = undefined;
    writing ??= writeAll()
      .then(tellRecovery, tellFailure)
      // A log that fails must not take the trail with it.
      .catch(() => undefined)
      .finally(() => {
        writing = undefined;
        if (waiting.length > 0) flush();
        else if (held.length > 0 || sealed.length > 0) timer ??= setTimeout(flush, longestWait);
      });
  }

  async function writeAll(): Promise<void> {
    try {
      await writeSealed();
      while (held.length > 0) {
        sealHeld();
        await writeSealed();
        for (const { resolve } of waitingForSealed.splice(0)) resolve();
      }
    } catch (error) {
      for (const { reject } of [...waitingForSealed.splice(0), ...waiting.splice(0)]) reject(error);
      throw error;
    }
  }

  function sealHeld(): void {
    const lines = held.map((record) => chain.seal(record));
    held = [];
    waitingForSealed = waiting;
    waiting = [];
    if (lost > 0) lines.push(chain.lose(lost));
    lost = 0;
    sealed = publicUtf8(lines.map((line) => `${line}\n`).join(""));
  }

  async function writeSealed(): Promise<void> {
    while (sealed.length > 0) sealed = sealed.subarray(await sink.write(sealed));
  }

  function tellFailure(error: unknown): void {
    const before = failure;
    failure = new Error("the audit trail cannot be written", { cause: error });
    if (before === undefined) {
      log.error({ err: error }, "the audit trail cannot be written; records are held back");
    }
  }

  function tellRecovery(): void {
    const before = failure;
    failure = undefined;
    if (before !== undefined) log.info({ chain: id }, "the audit trail is written again");
  }
}
