/**
 * Shows that the tests find faults: applies each deliberate fault in a scratch copy of the project and runs the tests that
 * stand nearest to it, until one fails. `npm run faults`, or with a part of the faults' names; the table goes to
 * docs/testing.md.
 */
import { spawnSync } from "node:child_process";
import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { writeBlock } from "../generate/block.ts";
import { root, scratchCopy } from "../scratch-copy.ts";
import { faults, type Fault } from "./faults.ts";

interface Finding {
  readonly fault: Fault;
  /** The first test that failed; undefined where none did. */
  readonly found: FailedTest | undefined;
}

interface FailedTest {
  readonly name: string;
  /** Path of its file. */
  readonly file: string;
}

interface Report {
  readonly testResults: readonly {
    readonly name: string;
    readonly assertionResults: readonly { readonly status: string; readonly fullName: string }[];
  }[];
}

const document = "docs/testing.md";
const only = process.argv[2] ?? "";
const { folder: scratch, remove } = scratchCopy("faults", { built: false });
try {
  const findings = faults.filter(({ name }) => name.includes(only)).map(find);
  refuseUnsound(findings);
  writeBlock(document, "faults", tableOf(findings));
  const missed = findings.filter(({ found }) => found === undefined);
  if (missed.length > 0) {
    console.log(`Not found: ${missed.map(({ fault }) => fault.name).join(", ")}`);
    process.exitCode = 1;
  }
} finally {
  remove();
}

function find(fault: Fault): Finding {
  const file = join(scratch, fault.file);
  const sound = readFileSync(file, "utf8");
  if (!sound.includes(fault.from)) {
    throw new Error(`${fault.name}: ${fault.file} has changed, and so must the fault`);
  }
  writeFileSync(
    file,
    sound.replaceAll(fault.from, () => fault.to),
  );
  try {
    // One test that fails is enough.
    const [found] = runTests("--bail=1", ...fault.projects.flatMap((project) => ["--project", project]));
    console.log(`${fault.name}: ${found === undefined ? "NOT FOUND" : found.name}`);
    return { fault, found };
  } finally {
    writeFileSync(file, sound);
  }
}

/** A test that fails without any fault has found none. */
function refuseUnsound(findings: readonly Finding[]): void {
  const files = new Set(findings.flatMap(({ found }) => (found === undefined ? [] : [found.file])));
  const failed = runTests(...files);
  if (failed.length === 0) return;
  throw new Error(
    `these fail without any fault, mend them first: ${failed.map(({ name }) => name).join("; ")}`,
  );
}

/** Runs tests in the copy; answers those that failed. */
function runTests(...args: readonly string[]): readonly FailedTest[] {
  const reportFile = join(scratch, "report.json");
  spawnSync("vitest", ["run", ...args, "--reporter=json", `--outputFile=${reportFile}`], {
    cwd: scratch,
    stdio: ["ignore", "ignore", "inherit"],
  });
  const { testResults } = JSON.parse(readFileSync(reportFile, "utf8")) as Report;
  return testResults.flatMap(({ name: file, assertionResults }) =>
    assertionResults
      .filter(({ status }) => status === "failed")
      .map(({ fullName }) => ({ name: fullName, file })),
  );
}

/** A row for each fault; of those that were not made now, the row that stands there. */
function tableOf(findings: readonly Finding[]): string {
  const lines = readFileSync(join(root, document), "utf8").split("\n");
  const rows = faults.flatMap((fault) => {
    const finding = findings.find((one) => one.fault === fault);
    return finding === undefined
      ? lines.filter((line) => line.startsWith(`| ${fault.name} |`))
      : [rowOf(finding)];
  });
  const head = ["fault", "where", "found by"];
  return [lineOf(head), lineOf(head.map(() => "---")), ...rows].join("\n");
}

function rowOf({ fault, found }: Finding): string {
  return lineOf([fault.name, `\`${fault.file}\``, found?.name.replaceAll("|", "\\|") ?? "not found"]);
}

function lineOf(cells: readonly string[]): string {
  return `| ${cells.join(" | ")} |`;
}
