/**
 * The whole test run: set-up, build, types, packages, format, lint, boundaries, tests. It says how far it is, how long each step
 * took the last time, and which files of tests took longest. Its last line is the count of the tests: `N passed, N failed`.
 */
import { spawnSync } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join, relative } from "node:path";
import { durationOf, inWords, rememberDuration } from "./durations.ts";
import { leftOut } from "./testing/left-out.ts";

interface Report {
  readonly numPassedTests: number;
  readonly numFailedTests: number;
  readonly numPendingTests: number;
  readonly testResults: readonly {
    readonly name: string;
    /** Milliseconds since the epoch. */
    readonly startTime: number;
    readonly endTime: number;
  }[];
}

/** So many steps there are. */
const stepCount = 8;

const folder = mkdtempSync(join(tmpdir(), "keyferry-test-"));
const reportFile = join(folder, "report.json");
const failures: string[] = [];
let taken = 0;
try {
  step("Set-up", "node", "tools/set-up.ts");
  step("Build, types, packages", "nx", "run-many", "-t", "build", "typecheck", "pack-check");
  step("Types of the tools", "tsc", "-p", "tools/tsconfig.json");
  step("Format", "prettier", "--check", "--log-level", "warn", ".");
  step("Lint", "eslint", "packages", "apps", "tools");
  step("Generated documents", "node", "tools/generate/main.ts", "--check");
  step("Boundaries", "npm", "run", "--silent", "boundaries");
  if (failures.length === 0) {
    step(
      "Tests",
      "vitest",
      "run",
      ...["default", "json", "./tools/test-progress.ts"].map((name) => `--reporter=${name}`),
      `--outputFile=${reportFile}`,
    );
  }
  const { numPassedTests, numFailedTests, numPendingTests, testResults } = readReport();
  for (const line of slowest(testResults)) console.log(line);
  if (numPendingTests > 0) {
    const without = leftOut.size > 0 ? [...leftOut].join(", ") : "nothing";
    console.log(`Left out: ${String(numPendingTests)} tests, for want of ${without}.`);
  }
  // Whoever skips a test without having asked to do without something hides it.
  if (numPendingTests > 0 && leftOut.size === 0) failures.push("Skipped tests");
  const skipped = numPendingTests > 0 ? `, ${String(numPendingTests)} skipped` : "";
  console.log(`${String(numPassedTests)} passed, ${String(numFailedTests)} failed${skipped}`);
} finally {
  rmSync(folder, { recursive: true, force: true });
}
process.exitCode = failures.length === 0 ? 0 : 1;

/** Every step but the tests runs, whatever became of the others, so that one run shows all that is wrong. */
function step(title: string, command: string, ...args: readonly string[]): void {
  const last = durationOf(title);
  taken += 1;
  console.log(
    `\n== ${String(taken)} of ${String(stepCount)}: ${title}${last === undefined ? "" : ` (${inWords(last)} the last time)`}`,
  );
  const began = performance.now();
  const { status } = spawnSync(command, args, { stdio: "inherit" });
  rememberDuration(title, (performance.now() - began) / 1000);
  if (status === 0) return;
  console.log(`== ${title}: failed`);
  failures.push(title);
}

/** The files of tests that took longest. */
function slowest(results: Report["testResults"]): readonly string[] {
  const files = results.map(({ name, startTime, endTime }) => ({
    name: relative(process.cwd(), name),
    seconds: (endTime - startTime) / 1000,
  }));
  files.sort((one, other) => other.seconds - one.seconds);
  return files.slice(0, 15).map(({ name, seconds }) => `${seconds.toFixed(1).padStart(7)} s  ${name}`);
}

function readReport(): Report {
  try {
    return JSON.parse(readFileSync(reportFile, "utf8")) as Report;
  } catch {
    return { numPassedTests: 0, numFailedTests: 0, numPendingTests: 0, testResults: [] };
  }
}
