import { spawnSync } from "node:child_process";
import { fileURLToPath } from "node:url";

/** What a parser says of a program: the texts in it, or why it is none. */
export type ParsedProgram = { readonly texts: readonly string[] } | { readonly error: string };

/**
 * Has programs parsed, all of them in one process.
 *
 * @param command a program that reads a line of base64 for each, and answers a line for each
 */
export function readPrograms(
  command: readonly string[],
  programs: readonly string[],
): readonly ParsedProgram[] {
  const [file = "", ...args] = command;
  const input = programs.map((program) => `${Buffer.from(program).toString("base64")}\n`).join("");
  const { status, stdout, stderr, error } = spawnSync(file, args, {
    input,
    encoding: "utf8",
    maxBuffer: 64 * 1024 * 1024,
  });
  if (error !== undefined || status !== 0) throw new Error(`${file} failed: ${stderr}`, { cause: error });
  const lines = stdout.trimEnd().split("\n");
  if (lines.length !== programs.length) {
    throw new Error(`${file} answered ${String(lines.length)} lines: ${stderr}`);
  }
  return lines.map((line) => {
    const [sign, ...texts] = line.split(" ");
    const decoded = texts.map((text) => Buffer.from(text, "base64").toString());
    return sign === "+" ? { texts: decoded } : { error: decoded.join() };
  });
}

/** Path of a parser beside this file. */
export function parserFile(name: string): string {
  return fileURLToPath(new URL(name, import.meta.url));
}
