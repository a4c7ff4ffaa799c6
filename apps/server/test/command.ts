import { spawn } from "node:child_process";
import { once } from "node:events";
import { fileURLToPath } from "node:url";

const program = fileURLToPath(new URL("../bin/keyferry-server.js", import.meta.url));

/** What a command has written, and how it ended. */
export interface Outcome {
  readonly exitCode: number | null;
  readonly output: string;
  readonly error: string;
}

/** Runs a command of the program to its end. */
export async function runCommand(
  args: readonly string[],
  variables: Readonly<Record<string, string>> = {},
): Promise<Outcome> {
  const surroundings = Object.entries(process.env).filter(([name]) => !name.startsWith("KEYFERRY_"));
  const env = { ...Object.fromEntries(surroundings), ...variables };
  const child = spawn(process.execPath, [program, ...args], { env, stdio: ["ignore", "pipe", "pipe"] });
  let output = "";
  let error = "";
  child.stdout.setEncoding("utf8").on("data", (text: string) => (output += text));
  child.stderr.setEncoding("utf8").on("data", (text: string) => (error += text));
  await once(child, "close");
  return { exitCode: child.exitCode, output, error };
}
