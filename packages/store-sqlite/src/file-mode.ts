import { chmodSync, closeSync, existsSync, openSync } from "node:fs";

/** Only the owner reads and writes, whatever the umask. */
const OWNER_ONLY = 0o600;

/** Makes an empty file for the owner alone, or takes the others' access to the one that is there. */
export function ownFile(file: string): void {
  try {
    // Only ever a new file is opened: closing another descriptor of an open database would drop this process's locks.
    closeSync(openSync(file, "wx", OWNER_ONLY));
  } catch (cause) {
    if (!existsSync(file)) {
      throw cause;
    }
    restrictMode(file);
  }
}

/** Takes the others' access to a file, if it is there. */
export function restrictMode(file: string): void {
  if (existsSync(file)) {
    chmodSync(file, OWNER_ONLY);
  }
}
