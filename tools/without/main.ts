/**
 * Shows that programs can do without an adapter: takes its package out of a scratch copy of the project, and out of the one
 * place of each program that names it, then builds and types the programs, asks for the boundaries, and runs the tests that
 * come nearest. `npm run without`, or with the names of adapters. The packages must be built.
 */
import { spawnSync } from "node:child_process";
import { readFileSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { scratchCopy } from "../scratch-copy.ts";
import { removals, type Removal } from "./adapters.ts";

const programs = ["apps/server", "apps/cli"];
const known: Readonly<Record<string, Removal>> = removals;
const asked = process.argv.slice(2);
const unknown = asked.filter((name) => !Object.hasOwn(known, name));
if (unknown.length > 0) {
  console.error(
    `there is no ${unknown.join(", ")} to do without; there are ${Object.keys(known).join(", ")}`,
  );
  process.exit(1);
}

const failed: string[] = [];
for (const [name, removal] of Object.entries(known)) {
  if (asked.length > 0 && !asked.includes(name)) continue;
  const failure = tryWithout(name, removal);
  console.log(failure === undefined ? `OK without ${name}` : `Not without ${name}: ${failure}`);
  if (failure !== undefined) failed.push(name);
}
if (failed.length > 0) process.exitCode = 1;

/** Answers the step that failed, after what it has written. */
function tryWithout(name: string, removal: Removal): string | undefined {
  const { folder: scratch, remove } = scratchCopy("without", { built: true });
  try {
    takeOut(scratch, name, removal);
    const steps: readonly (readonly [string, string, readonly string[]])[] = [
      ...programs.flatMap((folder) => [[`build ${folder}`, folder, ["tsup", "--silent"]] as const]),
      ...[...programs, "tools"].map(
        (folder) =>
          [`types of ${folder}`, ".", ["tsc", "--noEmit", "-p", `${folder}/tsconfig.json`]] as const,
      ),
      ["lint", ".", ["eslint", ...Object.keys(removal.lines)]],
      ["boundaries", ".", ["npm", "run", "--silent", "boundaries"]],
      ["tests", ".", ["vitest", "run", "--reporter=dot", ...removal.tests]],
    ];
    return steps.find(([, folder, command]) => !passes(join(scratch, folder), command))?.[0];
  } finally {
    remove();
  }
}

function takeOut(scratch: string, name: string, { lines, files }: Removal): void {
  rmSync(join(scratch, "packages", name), { recursive: true });
  rmSync(join(scratch, "node_modules/@keyferry", name));
  for (const file of files) rmSync(join(scratch, file), { recursive: true });
  const declared = Object.fromEntries(
    programs.map((folder) => [`${folder}/package.json`, [`    "@keyferry/${name}": `]]),
  );
  for (const [file, beginnings] of Object.entries({ ...declared, ...lines })) {
    const path = join(scratch, file);
    const before = readFileSync(path, "utf8");
    const after = before
      .split("\n")
      .filter((line) => !beginnings.some((beginning) => line.startsWith(beginning)));
    const gone = before.split("\n").length - after.length;
    if (file in lines && gone !== beginnings.length) {
      throw new Error(
        `${file}: of ${String(beginnings.length)} lines to take out, ${String(gone)} are there`,
      );
    }
    writeFileSync(path, after.join("\n"));
  }
}

function passes(folder: string, [program = "", ...args]: readonly string[]): boolean {
  return spawnSync(program, args, { cwd: folder, stdio: "inherit" }).status === 0;
}
