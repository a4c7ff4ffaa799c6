import { readdirSync, readFileSync, statSync } from "node:fs";
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
  return new Set(
    sourcesIn(files).map(
      (source) => /(?:node_modules|packages|apps)\/((?:@[^/]+\/)?[^/]+)/.exec(source)?.[1] ?? source,
    ),
  );
}

/** Sources in these files. */
function sourcesIn(files: Iterable<string>): readonly string[] {
  return [...files].flatMap((file) => {
    const map = JSON.parse(readFileSync(new URL(`${file}.map`, dist), "utf8")) as {
      readonly sources: string[];
    };
    return map.sources;
  });
}

const run = loadedLateBy("main.js", "run");
const serve = loadedLateBy(run, "serve");
/** What a server with its defaults has loaded when it is ready on data that are there already. */
const atStart = new Set(
  ["main.js", run, serve, adapter("crypto-node"), adapter("store-sqlite")].flatMap((file) => [
    ...loadedBy(file),
  ]),
);

/** The pieces of adapters have the names of their entries, `src`: this is the one with the adapter inside. */
function adapter(name: string): string {
  const texts = [...loadedBy(serve)].map((file) => readFileSync(new URL(file, dist), "utf8"));
  const late = [...texts.join("").matchAll(/import\("\.\/([^"]+\.js)"\)/g)].map(([, file = ""]) => file);
  const inside = `/packages/${name}/`;
  const found = late.find((file) => sourcesIn(loadedBy(file)).some((source) => source.includes(inside)));
  if (found === undefined) throw new Error(`nothing loads ${name}`);
  return found;
}

describe("the program", () => {
  it("loads no more to read its command line than what reads it", () => {
    const packages = packagesIn([...loadedBy("main.js"), ...loadedBy(run)]);
    const others = [...packages].filter((name) => !name.startsWith("../src/")).sort();
    expect(others).toEqual(["bytes", "commander", "files", "lru-cache", "store"]);
  });

  it("loads nothing to serve that only some servers, or some calls, need", () => {
    const packages = packagesIn(atStart);
    for (const late of [
      "node-forge",
      "yaml",
      "asn1js",
      "@peculiar/asn1-x509",
      "prom-client",
      "@opentelemetry/api",
      "crypto-pkcs11",
      "crypto-webcrypto",
      "store-memory",
      "store-postgres",
      "pg",
      "gm",
      "@noble/curves",
    ]) {
      expect([...packages]).not.toContain(late);
    }
    for (const needed of ["kysely", "crypto-node"]) expect([...packages]).toContain(needed);
    const sources = sourcesIn(atStart);
    for (const late of ["zod/v4/classic/", "@noble/ciphers/aes.js", "/migrations/0001", "/seed/apply-seed"]) {
      expect(sources.filter((source) => source.includes(late))).toEqual([]);
    }
  });

  it("loads no adapter before an option asks for it", () => {
    const packages = [...packagesIn([...loadedBy("main.js"), ...loadedBy(run), ...loadedBy(serve)])];
    expect(packages.filter((name) => /^(?:crypto|store)-/.test(name))).toEqual([]);
  });

  it("is a few files, of a size that does not grow unnoticed", () => {
    const bytes = [...atStart].reduce((sum, file) => sum + statSync(new URL(file, dist)).size, 0);
    // Each file costs half a millisecond of CPU, each source that runs at once some more.
    expect(atStart.size).toBeLessThanOrEqual(40);
    expect(sourcesIn(atStart).length).toBeLessThanOrEqual(1_100);
    expect(bytes).toBeLessThanOrEqual(1_300_000);
  });

  it("takes node:http without the HTTP client that Node loads for an import of it", () => {
    const files = readdirSync(dist).filter((file) => file.endsWith(".js"));
    const imports = /from"(?:node:)?http"/;
    expect(files.filter((file) => imports.test(readFileSync(new URL(file, dist), "utf8")))).toEqual([]);
    expect(readFileSync(new URL(serve, dist), "utf8")).toContain('getBuiltinModule("node:http")');
  });
});
