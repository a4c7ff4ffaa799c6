import { copyFileSync, mkdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { expect, it } from "vitest";
import { startServer } from "../src/demo/server-process.ts";
import { runProgram } from "./built-program.ts";
import { temporaryFolder } from "./keyferry.ts";

const credentials = { accessKeyId: "cli", accessKeySecret: "the secret of a test" };
const environment = {
  KEYFERRY_ACCESS_KEY_ID: credentials.accessKeyId,
  KEYFERRY_ACCESS_KEY_SECRET: credentials.accessKeySecret,
};

it("reaches the dedicated gateway of the server in the folder, whose CA it trusts, and no other", async () => {
  const folder = temporaryFolder();
  const quiet = { flags: [], variables: {}, signal: new AbortController().signal };
  const { stop } = await startServer({ folder, credentials, environment: process.env, ...quiet });
  try {
    mkdirSync(join(folder, ".keyferry"));
    copyFileSync(join(folder, "ready.json"), join(folder, ".keyferry", "ready.json"));
    const call = (...flags: readonly string[]) =>
      runProgram(
        [
          "call",
          "Encrypt",
          "--KeyId",
          "11111111-1111-4111-8111-111111111111",
          "--Plaintext",
          "AAAA",
          ...flags,
        ],
        {
          folder,
          environment,
        },
      );

    expect((await call("--gateway", "dedicated")).err).toContain("Forbidden.KeyNotFound");

    const { dedicated, ca } = JSON.parse(readFileSync(join(folder, "ready.json"), "utf8")) as {
      readonly dedicated: string;
      readonly ca: string;
    };
    expect((await call("--endpoint", dedicated, "--ca", ca)).err).toContain("Forbidden.KeyNotFound");
    expect((await call("--endpoint", dedicated)).err).toContain(
      `the certificate of ${dedicated} is not trusted. Name the CA that it is under with --ca or KEYFERRY_CA.`,
    );
    const otherName = dedicated.replace("127.0.0.1", "127.0.0.2");
    expect((await call("--endpoint", otherName, "--ca", ca)).exitCode).toBe(1);
  } finally {
    await stop();
  }
});
