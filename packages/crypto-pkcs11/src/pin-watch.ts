import { statSync } from "node:fs";
import type { PinSource } from "@keyferry/crypto";

/** Tells whether somebody has put another PIN into the PIN's file. The PIN itself is never read here. */
export interface PinWatch {
  /** Remembers the file as it is now, before its PIN is tried. */
  note(): void;
  /** Whether the file has been written, or replaced, since. Never for a PIN that comes in a variable. */
  hasChanged(): boolean;
}

/** Watches a PIN's source. */
export function watchPin(source: PinSource): PinWatch {
  let noted = stateOf(source);
  return {
    note() {
      noted = stateOf(source);
    },
    hasChanged: () => stateOf(source) !== noted,
  };
}

/** Undefined for a file that cannot be looked at: whoever reads it says why. */
function stateOf(source: PinSource): string | undefined {
  if (!("file" in source)) return undefined;
  try {
    const stats = statSync(source.file, { bigint: true });
    return [stats.dev, stats.ino, stats.size, stats.mtimeNs, stats.ctimeNs].map(String).join(" ");
  } catch {
    return undefined;
  }
}
