import { execFileSync } from "node:child_process";
import { mkdirSync, readdirSync, statSync, symlinkSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { beforeAll, describe, expect, it } from "vitest";
import { keyferry, temporaryFolder } from "./keyferry.ts";

/** Milliseconds. A pipe is waited for two seconds. */
const patience = 5_000;
const endpoint = ["--endpoint", "http://127.0.0.1:1"];
const exporting = ["export", "--algorithm", "RSAES_OAEP_SHA_256", ...endpoint];
const opening = ["open", "--algorithm", "RSAES_OAEP_SHA_256"];

/** Each path that a command takes: the command line up to it, and what must be there beside it. */
const commands = {
  "keygen --out": ["keygen", "--spec", "EC_SM2", "--out"],
  "export --out": [...exporting, "--blob", "blob", "--public-key", "pair/public.pem", "--out"],
  "export --public-key": [...exporting, "--blob", "blob", "--out", "new", "--public-key"],
  "export --blob": [...exporting, "--public-key", "pair/public.pem", "--out", "new", "--blob"],
  "open --in": [...opening, "--private-key", "pair/private.pem", "--in"],
  "open --private-key": [...opening, "--in", "blob", "--private-key"],
  "open --out": [...opening, "--private-key", "pair/private.pem", "--in", "exported", "--out"],
  "call --ca": ["call", "DescribeRegions", "--endpoint", "https://127.0.0.1:1", "--ca"],
} as const;

const places = ["/proc/x/y", "/dev/full", "folder", "pipe", "circle", "file/below"] as const;

let pair: string;

beforeAll(async () => {
  // RSA takes its time: one pair for all.
  pair = execFileSync("openssl", ["genpkey", "-algorithm", "RSA", "-pkeyopt", "rsa_keygen_bits:2048"], {
    encoding: "utf8",
    stdio: ["ignore", "pipe", "ignore"],
  });
});

function newFolder(): string {
  const folder = temporaryFolder();
  for (const name of ["folder", "pair"]) mkdirSync(join(folder, name));
  writeFileSync(join(folder, "pair", "private.pem"), pair, { mode: 0o600 });
  const publicPem = execFileSync("openssl", ["pkey", "-pubout"], { input: pair });
  writeFileSync(join(folder, "pair", "public.pem"), publicPem);
  const encrypt = ["pkeyutl", "-encrypt", "-pubin", "-inkey", join(folder, "pair", "public.pem")];
  const oaep = ["rsa_padding_mode:oaep", "rsa_oaep_md:sha256", "rsa_mgf1_md:sha256"].flatMap((o) => [
    "-pkeyopt",
    o,
  ]);
  const exported = execFileSync("openssl", [...encrypt, ...oaep], { input: "0123456789abcdef" });
  writeFileSync(join(folder, "exported"), exported.toString("base64"));
  writeFileSync(join(folder, "blob"), Buffer.alloc(64).toString("base64"));
  writeFileSync(join(folder, "file"), "");
  execFileSync("mkfifo", [join(folder, "pipe")]);
  symlinkSync("circle", join(folder, "circle"));
  return folder;
}

const tried = Object.entries(commands).flatMap(([name, command]) =>
  places
    // Keys are written into a folder.
    .filter((path) => name !== "keygen --out" || path !== "folder")
    .map((path) => [name, path, command] as const),
);

describe("a path of a command", () => {
  it.each(tried)("ends with a sentence: %s %s", async (_, path, command) => {
    const folder = newFolder();
    const before = readdirSync(folder);
    const begun = performance.now();
    const { exitCode, out, err } = await keyferry([...command, path], { folder });
    expect([exitCode, out]).toEqual([1, ""]);
    expect(err).toMatch(/^keyferry: [^\n]*\S*[/\w]+ (?:is|cannot be|exists) [^\n]*: [^\n]+\.\n$/);
    expect(err).toContain(path);
    expect(performance.now() - begun).toBeLessThan(patience);
    expect(readdirSync(folder)).toEqual(before);
    expect(statSync("/dev/full").isCharacterDevice()).toBe(true);
  });

  it("may be a pipe of a shell where it is read", async () => {
    const folder = newFolder();
    const command = 'exec "$@" --private-key <(cat pair/private.pem) --in <(cat exported)';
    const { program } = await import("./built-program.ts");
    const out = execFileSync("bash", ["-c", command, "bash", process.execPath, program, ...opening], {
      cwd: folder,
      encoding: "utf8",
    });
    expect(Buffer.from(out, "base64").toString()).toBe("0123456789abcdef");
  });

  it.each(["keygen --out", "export --out", "open --out"] as const)(
    "is written through no link that somebody has put there: %s",
    async (name) => {
      const folder = newFolder();
      writeFileSync(join(folder, "victim"), "precious");
      const target = name === "keygen --out" ? "private.pem" : "link";
      symlinkSync("victim", join(folder, target));
      const typed = name === "keygen --out" ? "." : "link";
      const { exitCode, err } = await keyferry([...commands[name], typed], { folder });
      expect(exitCode).toBe(1);
      expect(err).toContain(`${target} is a link: name a file.`);
      expect(statSync(join(folder, "victim")).size).toBe("precious".length);
    },
  );
});
