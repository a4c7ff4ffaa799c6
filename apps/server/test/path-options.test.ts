import { execFileSync } from "node:child_process";
import { mkdirSync, rmSync, statSync, symlinkSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { afterAll, describe, expect, it } from "vitest";
import { optionRow, optionTable, type OptionName } from "../src/config/option-table.ts";
import { newFolder, startInVain } from "./running-server.ts";
import { newTestAuthority } from "./tls/made-identities.ts";

/** Milliseconds, under load; each of these once took for ever. */
const patience = 10_000;
const folder = newFolder();
const inFolder = (name: string) => join(folder, name);

mkdirSync(inFolder("folder"));
execFileSync("mkfifo", ["-m", "600", inFolder("pipe")]);
symlinkSync("circle", inFolder("circle"));
writeFileSync(inFolder("file"), "");
const { cert, key } = newTestAuthority("a CA").server(["localhost"]);
writeFileSync(inFolder("certificate.pem"), cert);
writeFileSync(inFolder("key.pem"), key, { mode: 0o600 });

afterAll(() => {
  rmSync(folder, { recursive: true });
});

/** Where an option may lead by mistake. */
const places = {
  "below /proc": "/proc/x/y",
  "a device": "/dev/full",
  "a folder": inFolder("folder"),
  "a pipe": inFolder("pipe"),
  "a link in a circle": inFolder("circle"),
  "below a file": inFolder("file/below"),
} as const;

/** What an option is of use with only. */
const companions: Partial<Record<OptionName, readonly string[]>> = {
  "database-ca": ["--database", "postgres://127.0.0.1:1/none"],
  "tls-certificate": ["--tls-key", inFolder("key.pem")],
  "tls-key": ["--tls-certificate", inFolder("certificate.pem")],
  "tls-ca": ["--tls-certificate", inFolder("certificate.pem"), "--tls-key", inFolder("key.pem")],
  "recipient-crl": ["--recipient-ca", inFolder("certificate.pem")],
  "pkcs11-module": ["--crypto", "pkcs11", "--pkcs11-token-label", "a"],
  "pkcs11-pin-file": ["--crypto", "pkcs11", "--pkcs11-token-label", "a", "--pkcs11-module", "a-bare-name.so"],
};

/** Every option that is a path, by what the help calls its value. */
const pathOptions = (Object.keys(optionTable) as OptionName[]).filter((name) =>
  ["<file>", "<dir>", "<path>"].includes(optionRow(name).value ?? ""),
);

describe("an option that is a path", () => {
  it("is one of these, so that a new one is tried, too", () => {
    expect(pathOptions).toEqual([
      "config",
      "data",
      "database-ca",
      "root-key-file",
      "tls-certificate",
      "tls-key",
      "tls-ca",
      "dedicated-client-ca",
      "pkcs11-module",
      "pkcs11-pin-file",
      "seed",
      "recipient-ca",
      "recipient-crl",
      "audit-log",
      "ready-file",
    ]);
  });

  const tried = pathOptions.flatMap((option) =>
    Object.entries(places)
      // A folder is what --data wants.
      .filter(([place]) => option !== "data" || place !== "a folder")
      .map(([place, path]) => [option, place, path] as const),
  );

  it.each(tried)("ends with a sentence: --%s %s", async (option, _, path) => {
    const data = newFolder();
    const flags = [...(companions[option] ?? []), `--${option}`, path];
    const begun = performance.now();
    try {
      const { exitCode, output, error } = await startInVain({ data, flags });
      expect([exitCode, output]).toEqual([1, ""]);
      // In one line: the option, the path as typed or a folder on the way to it, what is wrong, and what to do.
      expect(error).toMatch(
        new RegExp(`^keyferry-server: --${option}: /\\S+ (?:is|cannot be|does) [^\\n]*\\w[:;] [^\\n]+\\n$`),
      );
      expect(path.startsWith(/: (\/\S+) /.exec(error)?.[1] ?? "none")).toBe(true);
      expect(performance.now() - begun).toBeLessThan(patience);
    } finally {
      rmSync(data, { recursive: true });
    }
  });

  it("has left everything where it was", () => {
    expect(statSync("/dev/full").isCharacterDevice()).toBe(true);
    expect(statSync(inFolder("pipe")).isFIFO()).toBe(true);
    expect(statSync(inFolder("folder")).isDirectory()).toBe(true);
  });
});
