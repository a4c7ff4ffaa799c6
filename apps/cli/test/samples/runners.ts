import { execFile } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { promisify } from "node:util";
import type { SampleLanguageId } from "@keyferry/samples";
import ts from "typescript";
import type { ComponentName } from "../../../../tools/testing/left-out.ts";
import { readShell } from "../../../../packages/samples/test/parsers/read-shell.ts";
import { keyferry } from "../keyferry.ts";

const run = promisify(execFile);
const modules = fileURLToPath(new URL("../../../../node_modules", import.meta.url));
const moduleRunner = fileURLToPath(new URL("run-modules.ts", import.meta.url));
const maxBuffer = 64 * 1024 * 1024;

/** The access key that a server has when it is told of none, as samples look for it. */
export const accessKeyVariables = {
  ALIBABA_CLOUD_ACCESS_KEY_ID: "keyferry",
  ALIBABA_CLOUD_ACCESS_KEY_SECRET: "keyferry-loopback-only",
};

/** What a sample has printed: the answer's JSON, or why there is none. */
export type Printed = { readonly answer: string } | { readonly error: string };

/** Runs samples one after the other. */
export interface Runner {
  readonly language: SampleLanguageId;
  readonly needs?: readonly ComponentName[];
  /** Whether it prints the answer as the SDK has read it: dates and lists are no longer as they travel. Default: it does not. */
  readonly typed?: true;
  readonly run: (samples: readonly string[]) => Promise<readonly Printed[]>;
}

/** A runner for each language whose samples are run. */
export const runners: readonly Runner[] = [
  {
    language: "typescript",
    run: async (samples) => runModules(samples.map(commonJs), "cjs"),
  },
  { language: "keyferry-sdk", typed: true, run: async (samples) => runModules(samples, "ts") },
  { language: "keyferry-cli", run: runCommands },
  { language: "curl", needs: ["curl", "openssl"], run: runScripts },
];

/** As a project compiles it that is no project of ES modules, which the official packages are made for. */
function commonJs(sample: string): string {
  const compilerOptions = {
    module: ts.ModuleKind.CommonJS,
    target: ts.ScriptTarget.ES2022,
    esModuleInterop: true,
  };
  return ts.transpileModule(sample, { compilerOptions }).outputText;
}

async function runModules(samples: readonly string[], extension: string): Promise<readonly Printed[]> {
  return inFolder(async (folder) => {
    symlinkSync(modules, join(folder, "node_modules"));
    writeFileSync(join(folder, "package.json"), '{"type":"module"}');
    const files = samples.map((sample, index) => {
      const file = join(folder, `${String(index)}.${extension}`);
      writeFileSync(file, sample);
      return file;
    });
    const { stdout } = await run(
      process.execPath,
      ["--conditions=@keyferry/source", moduleRunner, ...files],
      { env: { ...process.env, ...accessKeyVariables }, maxBuffer },
    );
    return stdout
      .trimEnd()
      .split("\n")
      .map((line) => JSON.parse(line) as Printed);
  });
}

/** The words of each command are a shell's own reading of the script. */
async function runCommands(samples: readonly string[]): Promise<readonly Printed[]> {
  const printed: Printed[] = [];
  for (const parsed of readShell(samples)) {
    if ("error" in parsed) throw new Error(parsed.error);
    const words = parsed.texts.slice(0, -1);
    const { exitCode, out, err } = await keyferry(words);
    printed.push(exitCode === 0 ? { answer: out } : { error: err });
  }
  return printed;
}

/** Runs scripts, one after the other, with the workspace's own commands in reach. */
export async function runScripts(samples: readonly string[]): Promise<readonly Printed[]> {
  return inFolder(async (folder) => {
    samples.forEach((sample, index) => {
      writeFileSync(join(folder, `${String(index)}.sh`), sample);
    });
    const each =
      `i=0; while [ $i -lt ${String(samples.length)} ]; do ` +
      "if sh $i.sh >$i.out 2>&1; then echo 0 >$i.code; else echo 1 >$i.code; fi; i=$((i + 1)); done";
    const path = `${join(modules, ".bin")}:${process.env["PATH"] ?? ""}`;
    await run("sh", ["-c", each], {
      cwd: folder,
      env: { ...process.env, PATH: path, ...accessKeyVariables },
      maxBuffer,
    });
    return samples.map((_, index) => {
      const read = (kind: string) => readFileSync(join(folder, `${String(index)}.${kind}`), "utf8");
      return read("code") === "0\n" ? { answer: read("out") } : { error: read("out") };
    });
  });
}

async function inFolder<T>(work: (folder: string) => Promise<T>): Promise<T> {
  const folder = mkdtempSync(join(tmpdir(), "keyferry-samples-"));
  try {
    return await work(folder);
  } finally {
    rmSync(folder, { recursive: true });
  }
}
