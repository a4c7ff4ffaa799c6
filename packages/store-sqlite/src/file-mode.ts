import { closeSync, openSync } from "node:fs";
import { closeFile } from "@keyferry/files";

/** Only the owner reads and writes, whatever the umask. */
const ownerOnly = 0o600;

/**
 * Makes an empty file for the owner alone, or takes the others' access to the one that is there.
 *
 * @throws {FileError} for a file of another user's, and for a link, a folder or a device
 */
export function ownFile(file: string): void {
  try {
    // Only ever a new file is opened: closing another descriptor of an open database would drop this process's locks.
    closeSync(openSync(file, "wx", ownerOnly));
  } catch (cause) {
    if ((cause as NodeJS.ErrnoException).code !== "EEXIST") {
      throw cause;
    }
    restrictMode(file);
  }
}

/**
 * Takes the others' access to a file, if it is there.
 *
 * @throws {FileError} as {@link ownFile}
 */
export function restrictMode(file: string): void {
  closeFile(file, ownerOnly);
}
