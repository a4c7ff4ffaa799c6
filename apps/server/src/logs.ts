import { once } from "node:events";
import pino, { type Logger } from "pino";
import type { AuditRecord } from "@keyferry/gateway";

/** The server's log: JSON lines on standard error. Nothing of a request's parameters is ever handed to it. */
export function createLog(level: string): Logger {
  return pino(
    { level, base: null, timestamp: pino.stdTimeFunctions.isoTime },
    pino.destination({ dest: 2, sync: true }),
  );
}

/** The audit trail. */
export interface AuditLog {
  readonly record: (record: AuditRecord) => void;
  /** Writes out what is still held back. */
  close(): Promise<void>;
}

/**
 * Opens the audit trail in a file of JSON lines, for its owner alone; lines are written together, at the latest after a
 * second.
 *
 * @throws Error of the system, for a file that does not open
 */
export async function openAuditLog(file: string): Promise<AuditLog> {
  const destination = pino.destination({
    dest: file,
    mode: 0o600,
    sync: false,
    minLength: 4096,
    periodicFlush: 1000,
  });
  await once(destination, "ready");
  return {
    record: (record) => {
      destination.write(`${JSON.stringify(record)}\n`);
    },
    close: async () => {
      const closed = once(destination, "close");
      destination.end();
      await closed;
    },
  };
}
