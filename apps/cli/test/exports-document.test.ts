import { execFile } from "node:child_process";
import {
  chmodSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  writeFileSync,
} from "node:fs";
import { tmpdir } from "node:os";
import { delimiter, join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { program, runProgram } from "./built-program.ts";
import type { Outcome } from "./keyferry.ts";

const page = readFileSync(new URL("../../../docs/exports.md", import.meta.url), "utf8");
const blocks = [...page.matchAll(/^```sh\n(.*?)^```$/gms)].map(([, text = ""]) => text);

/** Any ports serve, and what the page says will fail must. */
const prelude = `
set -euo pipefail
trap 'kill $(jobs -p)' EXIT
not() { if "$@"; then echo "should have failed: $*" >&2; exit 1; fi; }
`;

/** Runs all commands of the page in one shell, in an empty folder. */
function runPage(folder: string): Promise<Outcome> {
  const bin = join(folder, "bin");
  mkdirSync(bin);
  const ports = ["public", "vpc", "dedicated"].map((kind) => `--${kind}-port 0`).join(" ");
  const command = `#!/bin/sh\ncase "$1" in serve) shift; set -- serve ${ports} "$@" ;; esac\n`;
  writeFileSync(join(bin, "keyferry"), `${command}exec "${process.execPath}" "${program}" "$@"\n`);
  chmodSync(join(bin, "keyferry"), 0o755);
  const script = prelude + blocks.join("\n").replaceAll(/^! /gm, "not ");
  const variables = Object.entries(process.env).filter(([name]) => !name.startsWith("KEYFERRY_"));
  const env = { ...Object.fromEntries(variables), PATH: bin + delimiter + String(process.env["PATH"]) };
  return new Promise((resolve) => {
    execFile("bash", ["-c", script], { cwd: folder, env, timeout: 100_000 }, (error, out, err) => {
      resolve({ exitCode: error === null ? 0 : Number(error.code ?? -1), out, err });
    });
  });
}

describe("docs/exports.md", () => {
  const folder = mkdtempSync(join(tmpdir(), "keyferry-cli-"));
  let outcome: Outcome;
  const text = (file: string) => readFileSync(join(folder, file), "utf8");

  beforeAll(async () => {
    outcome = await runPage(folder);
  }, 120_000);
  afterAll(() => {
    rmSync(folder, { recursive: true });
  });

  it("has commands that all do what it says", () => {
    expect(outcome.exitCode, outcome.err).toBe(0);
    expect(blocks.length).toBeGreaterThan(5);
  });

  it("says who may export to whom", () => {
    expect(outcome.out).toMatch(/user\/shop.*\n.*hsm/);
    expect(outcome.out).toMatch(/^Allowed/m);
    expect(outcome.out).toMatch(/^Not allowed/m);
  });

  it("takes the data key to the module, and to nobody else", () => {
    expect(text("opened.txt").trim()).toMatch(/^[A-Za-z0-9+/]{43}=$/);
    expect(existsSync(join(folder, "stolen.txt"))).toBe(false);
    expect(outcome.err).toContain("Forbidden.NoPermission");
    expect(readdirSync(join(folder, "exports"))).toHaveLength(3);
    expect(readdirSync(join(folder, "more-exports"))).toHaveLength(1);
  });

  it("takes one data key everywhere", async () => {
    const open = async (recipient: string, algorithm: string, file: string) => {
      const key = join(recipient, "private.pem");
      const args = ["open", "--private-key", key, "--algorithm", algorithm, "--in", file];
      return (await runProgram(args, { folder })).out;
    };
    const opened: string[] = [];
    for (const file of readdirSync(join(folder, "exports"))) {
      for (const [recipient, algorithm] of [
        ["hsm", "RSAES_OAEP_SHA_256"],
        ["beijing", "RSAES_OAEP_SHA_256"],
        ["shenzhen", "SM2PKE"],
      ] as const) {
        const key = await open(recipient, algorithm, join("exports", file));
        if (key !== "") opened.push(key);
      }
    }
    expect(opened).toEqual([text("opened.txt"), text("opened.txt"), text("opened.txt")]);
  });
});
