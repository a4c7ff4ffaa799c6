import { execFile } from "node:child_process";
import { cpSync, mkdirSync, mkdtempSync, readdirSync, rmSync, symlinkSync } from "node:fs";
import { tmpdir } from "node:os";
import { basename, join } from "node:path";
import { fileURLToPath } from "node:url";
import { promisify } from "node:util";
import { afterAll, beforeAll, describe, expect, it } from "vitest";

const root = fileURLToPath(new URL("../../../", import.meta.url));
const copy = mkdtempSync(join(tmpdir(), "keyferry-new-operation-"));
const action = "MeltFreshKey";
const file = "melt-fresh-key";

/** Runs a program of the project in the copy. Vitest's own variables stay outside. */
async function run(program: string, ...args: readonly string[]): Promise<string> {
  const { HOME = "", PATH = "" } = process.env;
  const env = { HOME, PATH: `${join(copy, "node_modules/.bin")}:${PATH}`, NO_COLOR: "1" };
  const { stdout } = await promisify(execFile)(program, args, { cwd: copy, env });
  return stdout;
}

/** The sources of all packages and of the tools, with what is installed beside them. */
beforeAll(() => {
  const withoutBuilt = (path: string) => !["dist", "node_modules"].includes(basename(path));
  for (const part of ["packages", "tools"]) {
    cpSync(join(root, part), join(copy, part), { recursive: true, filter: withoutBuilt });
  }
  for (const each of readdirSync(root)) {
    if (/\.(?:json|ts)$/.test(each) || each.startsWith(".prettier")) {
      cpSync(join(root, each), join(copy, each));
    }
  }
  const own = join(copy, "node_modules/@keyferry");
  mkdirSync(own, { recursive: true });
  for (const name of readdirSync(join(root, "node_modules"))) {
    if (name !== "@keyferry") symlinkSync(join(root, "node_modules", name), join(copy, "node_modules", name));
  }
  for (const name of readdirSync(join(copy, "packages"))) {
    symlinkSync(join(copy, "packages", name), join(own, name));
  }
});

afterAll(() => {
  rmSync(copy, { recursive: true });
});

describe("npm run new:operation", () => {
  it(
    "makes an operation that compiles, and that is in every table at once",
    { timeout: 300_000 },
    async () => {
      const written = await run("node", "tools/new-operation/main.ts", `fresh/${file}`);
      expect(written).toContain(`packages/kms/src/operations/fresh/${file}.ts`);
      for (const name of ["protocol", "kms"]) await run("tsc", "-p", `packages/${name}`, "--noEmit");
      const tests = ["registry", "operation-groups", "snapshots", "key-states", "asked", file];
      const told = await run(
        "vitest",
        "run",
        "--root",
        copy,
        "--reporter",
        "verbose",
        "-t",
        action,
        ...tests,
      );
      expect(told).toMatch(new RegExp(`${action} > .*in PendingDeletion: OK`));
      expect(told).toContain(`${action}: the permissions of its definition`);
      expect(told).toContain(`the answer to ${action} has not changed`);
    },
  );

  it.each(["fresh", "Fresh/Name", "keys/create-key", "../fresh/a"])("refuses %j", async (typed) => {
    await expect(run("node", "tools/new-operation/main.ts", typed)).rejects.toThrow("Error: ");
  });
});
