import { readdirSync, readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";

const root = new URL("../../../", import.meta.url);
const packages = readdirSync(new URL("packages/", root));
const adapters = packages.filter((name) => /^(?:crypto|store)-/.test(name));
const sources = new URL("../src/", import.meta.url);
const files = readdirSync(sources, { recursive: true, encoding: "utf8" }).filter((file) =>
  file.endsWith(".ts"),
);

/** The files of the server that name a package, or an entry of it. */
function namersOf(adapter: string): readonly string[] {
  const name = new RegExp(`"@keyferry/${adapter}(?:/[^"]+)?"`);
  return files.filter((file) => name.test(readFileSync(new URL(file, sources), "utf8")));
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

  it.each(adapters)("%s is not needed by any package", (adapter) => {
    const needing = packages.filter((name) => needsOf(`packages/${name}`).includes(`@keyferry/${adapter}`));
    expect(needing).toEqual([]);
  });
});
