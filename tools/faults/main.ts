/**
 * Shows that the tests find faults: applies each deliberate fault in a scratch copy of the project and runs the tests that
 * stand nearest to it. `npm run faults`; the table goes to docs/testing.md.
 */
import { execFileSync, spawnSync } from "node:child_process";
import { cpSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { writeBlock } from "../generate/block.ts";
import { faults, type Fault } from "./faults.ts";

interface Finding {
  readonly fault: Fault;
  readonly passed: number;
  readonly failed: number;
  /** Name of a test that failed. */
  readonly example: string;
}

interface Report {
  readonly numPassedTests: number;
  readonly numFailedTests: number;
  readonly testResults: readonly {
    readonly assertionResults: readonly { readonly status: string; readonly fullName: string }[];
  }[];
}

const root = fileURLToPath(new URL("../../", import.meta.url));
const scratch = mkdtempSync(join(tmpdir(), "keyferry-faults-"));
try {
  copyProject();
  const sound = runTests([...new Set(faults.flatMap(({ projects }) => projects))]);
  if (sound.numFailedTests > 0) {
    throw new Error(`these fail without any fault, mend them first: ${failedIn(sound).join("; ")}`);
  }
  const findings = faults.map(find);
  writeBlock("docs/testing.md", "faults", tableOf(findings));
  const missed = findings.filter(({ failed }) => failed === 0);
  if (missed.length > 0) {
    console.log(`Not found: ${missed.map(({ fault }) => fault.name).join(", ")}`);
    process.exitCode = 1;
  }
} finally {
  rmSync(scratch, { recursive: true, force: true });
}

/** The tracked files and the installed packages; the links between workspaces are relative, and so stay in the copy. */
function copyProject(): void {
  const files = execFileSync("git", ["ls-files", "-z"], { cwd: root, encoding: "utf8" }).split("\0");
  for (const file of files) if (file !== "") cpSync(join(root, file), join(scratch, file));
  cpSync(join(root, "node_modules"), join(scratch, "node_modules"), {
    recursive: true,
    verbatimSymlinks: true,
  });
}

function find(fault: Fault): Finding {
  const file = join(scratch, fault.file);
  const sound = readFileSync(file, "utf8");
  if (!sound.includes(fault.from))
    throw new Error(`${fault.name}: ${fault.file} has changed, and so must the fault`);
  writeFileSync(
    file,
    sound.replaceAll(fault.from, () => fault.to),
  );
  try {
    const report = runTests(fault.projects);
    const { numPassedTests: passed, numFailedTests: failed } = report;
    console.log(`${fault.name}: ${String(failed)} tests fail`);
    return { fault, passed, failed, example: failedIn(report)[0] ?? "" };
  } finally {
    writeFileSync(file, sound);
  }
}

function runTests(projects: readonly string[]): Report {
  const reportFile = join(scratch, "report.json");
  const chosen = projects.flatMap((project) => ["--project", project]);
  const reporting = ["--reporter=json", `--outputFile=${reportFile}`];
  spawnSync("vitest", ["run", ...chosen, ...reporting], {
    cwd: scratch,
    stdio: ["ignore", "ignore", "inherit"],
  });
  return JSON.parse(readFileSync(reportFile, "utf8")) as Report;
}

/** The names of the tests that failed. */
function failedIn({ testResults }: Report): readonly string[] {
  return testResults
    .flatMap(({ assertionResults }) => assertionResults)
    .filter(({ status }) => status === "failed")
    .map(({ fullName }) => fullName);
}

function tableOf(findings: readonly Finding[]): string {
  const rows = findings.map(({ fault, passed, failed, example }) => [
    fault.name,
    `\`${fault.file}\``,
    `${String(failed)} of ${String(passed + failed)}`,
    example.replaceAll("|", "\\|"),
  ]);
  const head = ["fault", "where", "tests that fail", "one of them"];
  return [head, head.map(() => "---"), ...rows].map((cells) => `| ${cells.join(" | ")} |`).join("\n");
}
