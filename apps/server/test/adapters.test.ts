import { readdirSync, readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";

const root = new URL("../../../", import.meta.url);
const packages = readdirSync(new URL("packages/", root));
const adapters = packages.filter((name) => /^(?:crypto|store)-/.test(name));
/** Those that may go: node and software are the default, and memory is what everything is tested on. */
const removable = adapters.filter(
  (name) => !["crypto-node", "crypto-software", "store-memory"].includes(name),
);
const sources = new URL("../src/", import.meta.url);
const files = readdirSync(sources, { recursive: true, encoding: "utf8" }).filter((file) =>
  file.endsWith(".ts"),
);

/** The files of the server that name a package, or an entry of it. */
function namersOf(adapter: string): readonly string[] {
  const name = new RegExp(`"@keyferry/${adapter}(?:/[^"]+)?"`);
  return files.filter((file) => name.test(readFileSync(new URL(file, sources), "utf8")));
}

/** Tests of a program that need an adapter, by the folder that they stand in; all others do without its package. */
const foldersOfTests: Readonly<Record<string, string>> = {
  "crypto-pkcs11": "hardware",
  "store-sqlite": "sqlite",
};

/** Files of `folder` that name the package, by their paths in it. */
function namersIn(folder: string, adapter: string): readonly string[] {
  const where = new URL(folder, root);
  return readdirSync(where, { recursive: true, encoding: "utf8" })
    .filter((file) => file.endsWith(".ts"))
    .filter((file) => readFileSync(new URL(file, where), "utf8").includes(`"@keyferry/${adapter}`));
}

/** What a package must have installed to run. */
function needsOf(folder: string): readonly string[] {
  const { dependencies = {}, peerDependencies = {} } = JSON.parse(
    readFileSync(new URL(`${folder}/package.json`, root), "utf8"),
  ) as Readonly<Record<"dependencies" | "peerDependencies", Readonly<Record<string, string>> | undefined>>;
  return Object.keys({ ...dependencies, ...peerDependencies });
}

describe("an adapter", () => {
  it("is looked for where there are some", () => {
    expect(adapters.length).toBeGreaterThan(2);
  });

  it.each(adapters)("%s is named by one file of the server", (adapter) => {
    expect(namersOf(adapter)).toHaveLength(1);
  });

  it.each(removable)("%s is named by at most one file of the command line", (adapter) => {
    expect(namersIn("apps/cli/src/", adapter).length).toBeLessThanOrEqual(1);
  });

  it.each(removable)("%s is named by at most one file of the tools", (adapter) => {
    expect(namersIn("tools/", adapter).length).toBeLessThanOrEqual(1);
  });

  it.each(removable)("%s has the tests of programs that need it in a folder of their own", (adapter) => {
    const tests = ["apps/server/test/", "apps/cli/test/"].flatMap((folder) => namersIn(folder, adapter));
    const folder = foldersOfTests[adapter];
    expect(tests.filter((file) => folder === undefined || !file.startsWith(`${folder}/`))).toEqual([]);
  });

  it.each(adapters)("%s is not needed by any package", (adapter) => {
    const needing = packages.filter((name) => needsOf(`packages/${name}`).includes(`@keyferry/${adapter}`));
    expect(needing).toEqual([]);
  });
});
