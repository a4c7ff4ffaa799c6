import { spawnSync } from "node:child_process";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { ParsedProgram } from "./read-programs.ts";

/** Commands that tell their words in place of doing anything. */
const telling = ["sample", "aliyun", "keyferry", "add"].map((name) => `${name}() { printf '%s\\0' "$@"; }`);
const silent = ["encode", "curl", "openssl"].map((name) => `${name}() { :; }`);

/** Has one shell read scripts, each by itself, and answers the words of their commands. */
export function readShell(programs: readonly string[]): readonly ParsedProgram[] {
  const folder = mkdtempSync(join(tmpdir(), "keyferry-samples-"));
  try {
    programs.forEach((program, index) => {
      const script = [...telling, ...silent, withoutFunctions(program)].join("\n");
      writeFileSync(join(folder, `${String(index)}.sh`), script);
    });
    const each = `i=0; while [ $i -lt ${String(programs.length)} ]; do sh $i.sh; printf '\\1%s\\1' $?; i=$((i + 1)); done`;
    const env = {
      PATH: process.env["PATH"],
      ...{ ALIBABA_CLOUD_ACCESS_KEY_ID: "a", ALIBABA_CLOUD_ACCESS_KEY_SECRET: "b" },
    };
    const { stdout, stderr } = spawnSync("sh", ["-c", each], {
      ...{ cwd: folder, env, encoding: "utf8", maxBuffer: 64 * 1024 * 1024 },
    });
    const parts = stdout.split(/\x01(\d+)\x01/);
    return programs.map((_, index) =>
      parts[2 * index + 1] === "0" ? { texts: (parts[2 * index] ?? "").split("\0") } : { error: stderr },
    );
  } finally {
    rmSync(folder, { recursive: true });
  }
}

/** The functions of a script would take the place of those that tell. */
function withoutFunctions(program: string): string {
  return program.replaceAll(/^(?:add\(\) .*|encode\(\) \{\n[^]*?\n\})$/gm, "");
}
