import { execFile } from "node:child_process";
import { fileURLToPath } from "node:url";
import type { Outcome } from "./keyferry.ts";

/** Path of the built command. */
export const program = fileURLToPath(new URL("../bin/keyferry.js", import.meta.url));

/** Runs the built command in a process of its own. */
export async function runProgram(
  args: readonly string[],
  {
    folder,
    environment = {},
  }: { folder: string; environment?: Readonly<Record<string, string>> | undefined },
): Promise<Outcome> {
  const surroundings = Object.entries(process.env).filter(([name]) => !name.startsWith("KEYFERRY_"));
  const env = { ...Object.fromEntries(surroundings), ...environment };
  return new Promise((resolve) => {
    execFile(process.execPath, [program, ...args], { cwd: folder, env }, (error, out, err) => {
      const exitCode = error === null ? 0 : typeof error.code === "number" ? error.code : -1;
      resolve({ exitCode, out, err });
    });
  });
}
