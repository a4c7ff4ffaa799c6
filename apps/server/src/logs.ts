import pino, { type Logger } from "pino";

/**
 * The server's log: JSON lines on standard error. Nothing of a request's parameters is ever handed to it. A line that cannot
 * be written, as on a full disk, is lost; whoever logs is not told.
 */
export function createLog(level: string): Logger {
  const destination = pino.destination({ dest: 2, sync: true });
  // It would be thrown at whoever logs.
  destination.on("error", () => undefined);
  return pino({ level, base: null, timestamp: pino.stdTimeFunctions.isoTime }, destination);
}
