import { mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { dirname } from "node:path";
import { fileURLToPath } from "node:url";

const file = fileURLToPath(new URL("../node_modules/.cache/keyferry/test-durations.json", import.meta.url));

/** How long a step of the whole test run took the last time on this machine, in seconds. */
export function durationOf(step: string): number | undefined {
  return read()[step];
}

/** Remembers how long a step took, in seconds. */
export function rememberDuration(step: string, seconds: number): void {
  mkdirSync(dirname(file), { recursive: true });
  writeFileSync(file, JSON.stringify({ ...read(), [step]: Math.round(seconds) }));
}

/** A time as people say it: `45 s`, `13 min`. */
export function inWords(seconds: number): string {
  return seconds < 100 ? `${seconds.toFixed(0)} s` : `${(seconds / 60).toFixed(0)} min`;
}

function read(): Readonly<Record<string, number>> {
  try {
    return JSON.parse(readFileSync(file, "utf8")) as Readonly<Record<string, number>>;
  } catch {
    return {};
  }
}
