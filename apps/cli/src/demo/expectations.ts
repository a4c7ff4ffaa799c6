import { equalBytes, wipe } from "@keyferry/bytes";
import { ServiceError } from "@keyferry/protocol";
import { CommandError } from "../command-error.ts";

/**
 * Opens an exported key and compares it, in constant time, with the data key. What was opened is wiped.
 *
 * @throws CommandError when it does not open, or differs
 */
export async function expectSameKey(
  algorithm: string,
  dataKey: Uint8Array,
  open: () => Promise<Uint8Array>,
): Promise<void> {
  const opened = await open().catch((cause: unknown) => {
    const reason = cause instanceof Error ? cause.message : String(cause);
    throw new CommandError(`what was exported under ${algorithm} does not open: ${reason}`, { cause });
  });
  try {
    if (equalBytes(opened, dataKey)) return;
    throw new CommandError(`what was exported under ${algorithm} opens to another key than Decrypt answers.`);
  } finally {
    wipe(opened);
  }
}

/**
 * Makes a call that must be refused.
 *
 * @param code the wire code it must be refused with
 * @param attempt what is tried, as the beginning of a sentence
 * @returns the code
 * @throws CommandError when it is not refused, or with another code
 */
export async function expectRefusal(
  code: string,
  attempt: string,
  call: () => Promise<unknown>,
): Promise<string> {
  try {
    await call();
  } catch (error) {
    if (!(error instanceof ServiceError)) throw error;
    if (error.code === code) return code;
    throw new CommandError(`${attempt} was refused with ${error.code}, not with ${code}.`, { cause: error });
  }
  throw new CommandError(`${attempt} was not refused.`);
}
