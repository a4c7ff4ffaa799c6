import { execFileSync } from "node:child_process";
import { fileURLToPath } from "node:url";

const options = ["--conditions=@keyferry/source", "--experimental-strip-types", "--no-warnings"];

/** The command line of a program of this folder. */
export function commandOf(name: string, ...parameters: readonly string[]): readonly string[] {
  const path = fileURLToPath(new URL(`./${name}.ts`, import.meta.url));
  return [process.execPath, ...options, path, ...parameters];
}

/** Runs a command to its end, which must be there within five seconds; answers what it has written. */
export function outputOf([program = "", ...args]: readonly string[]): string {
  return execFileSync(program, args, { encoding: "utf8", timeout: 5_000, killSignal: "SIGKILL" });
}
