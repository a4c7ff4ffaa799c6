import { readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import { keyferry } from "./keyferry.ts";

describe("keyferry", () => {
  it("tells the version of its package", async () => {
    const manifest = readFileSync(new URL("../package.json", import.meta.url), "utf8");
    const { version } = JSON.parse(manifest) as { version: string };
    expect(await keyferry(["--version"])).toEqual({ exitCode: 0, out: `${version}\n`, err: "" });
  });

  it("lists its commands and shows examples", async () => {
    const { exitCode, out } = await keyferry(["--help"]);
    expect(exitCode).toBe(0);
    for (const command of [
      "demo",
      "serve",
      "call",
      "keygen",
      "export",
      "open",
      "users",
      "instances",
      "messages",
      "audit",
      "receipt",
      "explain",
      "clock",
      "reset",
      "snapshots",
      "faults",
      "requests",
    ]) {
      expect(out).toMatch(new RegExp(`^  ${command} `, "m"));
    }
    expect(out).toContain("Examples:");
  });

  it.each([
    [["frobnicate"], "unknown command 'frobnicate'"],
    [["keygen", "--out", "x"], "required option '--spec <spec>' not specified"],
    [
      ["keygen", "--spec", "RSA_1024", "--out", "x"],
      "'RSA_1024' is invalid. Allowed choices are RSA_2048, EC_SM2",
    ],
    [
      ["open", "--algorithm", "RSAES_PKCS1_V1_5"],
      "Allowed choices are RSAES_OAEP_SHA_256, RSAES_OAEP_SHA_1, SM2PKE",
    ],
    [["export", "--algorithm", "SM2PKE"], "required option '--blob <file>' not specified"],
    [["call", "NoSuchOperation"], "unknown command 'NoSuchOperation'"],
    [["call", "DescribeKey"], "required option '--KeyId <value>' not specified"],
    [["call", "DescribeRegions", "--KeyId", "x"], "unknown option '--KeyId'"],
  ])("refuses %j on standard error", async (args, message) => {
    const { exitCode, out, err } = await keyferry(args);
    expect(exitCode).toBe(1);
    expect(out).toBe("");
    expect(err).toContain(message);
  });
});
