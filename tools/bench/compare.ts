import { execFileSync, spawnSync } from "node:child_process";
import { cpSync, mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { median } from "./median.ts";
import type { Row } from "./row.ts";

/** How much slower a row may be than before. */
const allowance = 0.03;

const here = fileURLToPath(new URL("../../", import.meta.url));

/** What is compared with what. */
export interface Comparison {
  readonly bench: string;
  /** What git calls the state before. */
  readonly revision: string;
  /** How often each of the two is measured, alternating. */
  readonly rounds: number;
  /** Measured runs of each scenario within a round. */
  readonly runs: number;
}

/**
 * Measures this tree and an earlier state of it, alternating, so that whatever else the machine does meets both alike.
 * Prints the medians of each row. A row counts by its ratio to the bare reference beside it in the same round, or, where it
 * has none, by its own figure. Fails when one is slower by more than 3 %.
 */
export function compareBenches({ bench, revision, rounds, runs }: Comparison): void {
  const folder = mkdtempSync(join(tmpdir(), "keyferry-bench-"));
  const before = join(folder, "before");
  try {
    checkOut(revision, before);
    const figures = { before: new Map<string, number[]>(), after: new Map<string, number[]>() };
    for (let round = 0; round < rounds; round++) {
      add(figures.before, measure(bench, before, runs));
      add(figures.after, measure(bench, here, runs));
    }
    for (const [scenario, all] of figures.after) {
      const [old, now] = [median(figures.before.get(scenario) ?? []), median(all)];
      const change = now / old - 1;
      const slower = change < -allowance;
      console.log(
        `${scenario.padEnd(52)} ${figure(old)} ${figure(now)} ${(change * 100).toFixed(1).padStart(6)} %${slower ? "  slower" : ""}`,
      );
      if (slower) process.exitCode = 1;
    }
  } finally {
    rmSync(folder, { recursive: true, force: true });
    execFileSync("git", ["worktree", "prune"], { cwd: here });
  }
}

/** Puts the state of a revision, installed and built, into a folder. */
function checkOut(revision: string, folder: string): void {
  execFileSync("git", ["worktree", "add", "--detach", "--quiet", folder, revision], { cwd: here });
  const lock = (tree: string) => readFileSync(join(tree, "package-lock.json"), "utf8");
  if (lock(folder) === lock(here)) {
    // The links between workspaces are relative, and so stay in the copy.
    cpSync(join(here, "node_modules"), join(folder, "node_modules"), {
      recursive: true,
      verbatimSymlinks: true,
    });
  } else {
    run(folder, "npm", "ci", "--no-audit", "--no-fund");
  }
  run(folder, "npm", "run", "build");
}

/** A server is measured by the bench of this tree, whichever tree it comes from; functions by the bench of their own. */
function measure(bench: string, tree: string, runs: number): readonly Row[] {
  const folder = mkdtempSync(join(tmpdir(), "keyferry-bench-"));
  const json = join(folder, "rows.json");
  const options = ["--json", json, "--runs", String(runs)];
  try {
    if (["export", "start", "lists", "reset"].includes(bench)) {
      run(here, process.execPath, "tools/bench/main.ts", bench, ...options, "--tree", tree);
    } else run(tree, process.execPath, "tools/bench/main.ts", bench, ...options);
    return JSON.parse(readFileSync(json, "utf8")) as readonly Row[];
  } finally {
    rmSync(folder, { recursive: true });
  }
}

function add(figures: Map<string, number[]>, rows: readonly Row[]): void {
  for (const { scenario, ours, ratio } of rows) {
    const known = figures.get(scenario) ?? [];
    known.push(ratio ?? ours);
    figures.set(scenario, known);
  }
}

function run(cwd: string, command: string, ...args: readonly string[]): void {
  const { status, stderr } = spawnSync(command, args, {
    cwd,
    stdio: ["ignore", "ignore", "pipe"],
    encoding: "utf8",
    // The tools of the tree itself come first, not those of the tree that compares.
    env: { ...process.env, PATH: `${join(cwd, "node_modules/.bin")}:${process.env["PATH"] ?? ""}` },
  });
  if (status !== 0) throw new Error(`${command} ${args.join(" ")} failed in ${cwd}\n${stderr}`);
}

function figure(value: number): string {
  return (value < 100 ? value.toFixed(3) : value.toFixed(0)).padStart(9);
}
