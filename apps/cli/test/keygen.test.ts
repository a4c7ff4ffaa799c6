import { createPrivateKey, createPublicKey } from "node:crypto";
import { existsSync, readdirSync, readFileSync, statSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { parseRecipientKey, parseRecipientPrivateKey, pemToDer } from "@keyferry/crypto";
import { describe, expect, it } from "vitest";
import { keyferry, temporaryFolder } from "./keyferry.ts";

describe("keyferry keygen", () => {
  it.each(["RSA_2048", "EC_SM2"] as const)(
    "makes a %s pair that OpenSSL and the checks accept",
    async (spec) => {
      const folder = temporaryFolder();
      const { exitCode, out } = await keyferry(["keygen", "--spec", spec, "--out", "deep/pair"], { folder });
      expect(exitCode).toBe(0);
      expect(out).toContain(join("deep", "pair", "private.pem"));
      const privatePem = readFileSync(join(folder, "deep/pair/private.pem"));
      const publicPem = readFileSync(join(folder, "deep/pair/public.pem"), "utf8");
      parseRecipientPrivateKey(pemToDer(privatePem, "PRIVATE KEY"), spec);
      parseRecipientKey(pemToDer(publicPem, "PUBLIC KEY"), spec);
      const derived = createPublicKey(createPrivateKey(privatePem)).export({ type: "spki", format: "pem" });
      expect(publicPem).toBe(derived);
      expect(out).not.toContain("BEGIN");
    },
  );

  it("lets only its owner read the private key", async () => {
    const folder = temporaryFolder();
    await keyferry(["keygen", "--spec", "EC_SM2", "--out", "."], { folder });
    expect(statSync(join(folder, "private.pem")).mode & 0o777).toBe(0o600);
  });

  it.each(["private.pem", "public.pem"])("overwrites no %s, and leaves no half pair", async (taken) => {
    const folder = temporaryFolder();
    writeFileSync(join(folder, taken), "precious");
    const { exitCode, err } = await keyferry(["keygen", "--spec", "EC_SM2", "--out", "."], { folder });
    expect(exitCode).toBe(1);
    expect(err).toBe(
      `keyferry: ${taken} exists already, and is not overwritten: name another path, or remove it.\n`,
    );
    expect(readFileSync(join(folder, taken), "utf8")).toBe("precious");
    expect(readdirSync(folder)).toEqual([taken]);
    const other = taken === "private.pem" ? "public.pem" : "private.pem";
    expect(existsSync(join(folder, other))).toBe(false);
  });

  it("says so when the folder cannot be made", async () => {
    const folder = temporaryFolder();
    writeFileSync(join(folder, "file"), "");
    const { exitCode, err } = await keyferry(["keygen", "--spec", "EC_SM2", "--out", "file/pair"], {
      folder,
    });
    expect(exitCode).toBe(1);
    expect(err).toBe("keyferry: file/pair cannot be made: a part of its path is a file, and not a folder.\n");
  });
});
