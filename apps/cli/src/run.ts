import { CryptoError } from "@keyferry/crypto";
import { ServiceError } from "@keyferry/protocol";
import { TransportError } from "@keyferry/transport";
import { CommanderError } from "commander";
import { CommandError } from "./command-error.ts";
import { printable } from "./output/printable.ts";
import { createProgram } from "./program.ts";
import type { Surroundings } from "./surroundings.ts";

/**
 * Runs the command. Every failure that has to do with its input, its files or the service is said on standard error.
 *
 * @param args without the program's own name
 * @returns the exit code
 * @throws what is a fault of the program itself
 */
export async function run(args: readonly string[], surroundings: Surroundings): Promise<number> {
  let exitCode = 0;
  const program = await createProgram(args, surroundings, (code) => {
    exitCode = code;
  });
  try {
    await program.parseAsync(args, { from: "user" });
    return exitCode;
  } catch (error) {
    if (error instanceof CommanderError) return error.exitCode;
    surroundings.warn(printable(explain(error)));
    return 1;
  }
}

function explain(error: unknown): string {
  if (error instanceof CommandError) return `keyferry: ${error.message}\n`;
  if (error instanceof TransportError) return `keyferry: ${error.message}.\n`;
  if (error instanceof CryptoError) return `keyferry: ${error.reason}: ${error.message}\n`;
  if (error instanceof ServiceError) {
    const { code, message, requestId } = error;
    return `${code}: ${message}\n${requestId === undefined ? "" : `RequestId: ${requestId}\n`}`;
  }
  throw error;
}
