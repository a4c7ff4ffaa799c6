import { readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";

const dist = new URL("../dist/", import.meta.url);

/** The files that a built one loads before it runs, itself among them. */
function loadedBy(file: string, found = new Set<string>()): ReadonlySet<string> {
  if (found.has(file)) return found;
  found.add(file);
  const text = readFileSync(new URL(file, dist), "utf8");
  for (const [, name = ""] of text.matchAll(/(?:from|import)"\.\/([^"]+\.js)"/g)) loadedBy(name, found);
  return found;
}

/** The files that a file loads when it is run, by the names of their sources. */
function loadedLateBy(file: string, source: string): string {
  const text = readFileSync(new URL(file, dist), "utf8");
  const late = [...text.matchAll(/import\("\.\/([^"]+\.js)"\)/g)].map(([, name = ""]) => name);
  const found = late.find((name) => name.startsWith(`${source}-`));
  if (found === undefined) throw new Error(`${file} does not load ${source}`);
  return found;
}

/** The packages that lie in these files. */
function packagesIn(files: Iterable<string>): ReadonlySet<string> {
  const sources = [...files].flatMap((file) => {
    const map = JSON.parse(readFileSync(new URL(`${file}.map`, dist), "utf8")) as {
      readonly sources: string[];
    };
    return map.sources;
  });
  return new Set(
    sources.map(
      (source) => /(?:node_modules|packages|apps)\/((?:@[^/]+\/)?[^/]+)/.exec(source)?.[1] ?? source,
    ),
  );
}

const run = loadedLateBy("main.js", "run");
const serve = loadedLateBy(run, "serve");

describe("the program", () => {
  it("loads no more to read its command line than what reads it", () => {
    const packages = packagesIn([...loadedBy("main.js"), ...loadedBy(run)]);
    const others = [...packages].filter((name) => !name.startsWith("../src/")).sort();
    expect(others).toEqual(["bytes", "commander", "files", "lru-cache", "store", "zod"]);
  });

  it("loads nothing to serve that only some servers, or some calls, need", () => {
    const packages = packagesIn([...loadedBy("main.js"), ...loadedBy(run), ...loadedBy(serve)]);
    for (const late of [
      "node-forge",
      "yaml",
      "asn1js",
      "@peculiar/asn1-x509",
      "crypto-pkcs11",
      "crypto-webcrypto",
      "crypto-software",
    ]) {
      expect([...packages]).not.toContain(late);
    }
    expect([...packages]).toContain("kysely");
  });
});
