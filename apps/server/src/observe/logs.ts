import pino, { type Logger } from "pino";

/** How many causes of a cause are told. */
const deepest = 5;

/**
 * The server's log: JSON lines on standard error. Nothing of a request's parameters is ever handed to it. A line that cannot
 * be written, as on a full disk, is lost; whoever logs is not told.
 */
export function createLog(level: string): Logger {
  const destination = pino.destination({ dest: 2, sync: true });
  // It would be thrown at whoever logs.
  destination.on("error", () => undefined);
  return pino(
    {
      level,
      base: null,
      timestamp: pino.stdTimeFunctions.isoTime,
      serializers: { err: (error: unknown) => aboutError(error) },
    },
    destination,
  );
}

/** What is told of an error in the log. */
export interface LoggedError {
  readonly type: string;
  readonly code?: string;
  readonly message?: string;
  readonly stack?: string;
  readonly cause?: LoggedError;
}

/**
 * What the log may tell of an error: what it says, where it was thrown and why. Whatever else hangs on an error is left out,
 * as the input of a parser may.
 */
export function aboutError(error: unknown, depth = 0): LoggedError {
  if (!(error instanceof Error)) return { type: typeof error };
  const { name, message, stack, cause } = error;
  const code: unknown = "code" in error ? error.code : undefined;
  return {
    type: name,
    ...(typeof code === "string" && { code }),
    message,
    ...(stack !== undefined && { stack }),
    ...(cause !== undefined && depth < deepest && { cause: aboutError(cause, depth + 1) }),
  };
}
