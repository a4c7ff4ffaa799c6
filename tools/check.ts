/**
 * The quick look at a change, before a commit: format, lint, types and tests of what it touches. `npm test` is the whole.
 *
 *   npm run check                  what is not committed
 *   npm run check -- REVISION      what has come since a revision
 *
 * Types are checked in every package that imports a changed one; tests are run in the changed packages alone, and of those
 * only the files that import a changed file, however far. What starts a built program imports nothing of it: such tests
 * are left to `npm test`.
 */
import { execFileSync, spawnSync } from "node:child_process";
import { existsSync, readFileSync } from "node:fs";

const [revision = "HEAD"] = process.argv.slice(2);
const changed = [...changedSince(revision)].filter(existsSync);
const packages = [...new Set(changed.map(packageOf).filter((folder) => folder !== undefined))];
const failures: string[] = [];
const began = performance.now();

if (changed.length === 0) {
  console.log(`Nothing has changed since ${revision}.`);
} else {
  step("Format", "prettier", "--check", "--log-level", "warn", "--ignore-unknown", "--cache", ...changed);
  const sources = changed.filter((file) => /\.ts$/.test(file));
  if (sources.length > 0) {
    step("Lint", "eslint", "--cache", "--cache-location", "node_modules/.cache/eslint/", ...sources);
  }
  if (changed.some((file) => file.startsWith("tools/"))) {
    step("Types of the tools", "tsc", "-p", "tools/tsconfig.json");
  }
  if (packages.length > 0) {
    step("Types", "nx", "affected", "-t", "typecheck", `--files=${changed.join(",")}`);
    const projects = packages.flatMap((folder) => ["--project", vitestProjectOf(folder)]);
    step("Tests", "vitest", "run", "--changed", revision, "--passWithNoTests", ...projects);
  }
  const seconds = ((performance.now() - began) / 1000).toFixed(0);
  console.log(
    `\n${failures.length === 0 ? "All good" : `Failed: ${failures.join(", ")}`}, after ${seconds} s.`,
  );
}
process.exitCode = failures.length === 0 ? 0 : 1;

function step(title: string, command: string, ...args: readonly string[]): void {
  console.log(`\n== ${title}`);
  const { status } = spawnSync(command, args, { stdio: "inherit" });
  if (status !== 0) failures.push(title);
}

function* changedSince(base: string): Generator<string> {
  const git = (...args: readonly string[]) => execFileSync("git", args, { encoding: "utf8" }).split("\0");
  yield* git("diff", "--name-only", "-z", base);
  yield* git("ls-files", "--others", "--exclude-standard", "-z");
}

/** The folder of a file's package, such as `packages/kms`. */
function packageOf(file: string): string | undefined {
  return /^(?:packages|apps)\/[^/]+/.exec(file)?.[0];
}

function vitestProjectOf(folder: string): string {
  const { name } = JSON.parse(readFileSync(`${folder}/package.json`, "utf8")) as { readonly name: string };
  return name.replace("@keyferry/", "");
}
