import pino, { type Logger } from "pino";

/** The server's log: JSON lines on standard error. Nothing of a request's parameters is ever handed to it. */
export function createLog(level: string): Logger {
  return pino(
    { level, base: null, timestamp: pino.stdTimeFunctions.isoTime },
    pino.destination({ dest: 2, sync: true }),
  );
}
