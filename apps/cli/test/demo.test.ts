import { execFile, spawn } from "node:child_process";
import { once } from "node:events";
import { existsSync, mkdirSync, readdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { promisify } from "node:util";
import { describe, expect, it, onTestFinished } from "vitest";
import { hasAdapter } from "../../../tools/testing/adapters.ts";
import { isLeftOut } from "../../../tools/testing/left-out.ts";
import { opensslVersion } from "../../../tools/testing/openssl.ts";
import { program, runProgram } from "./built-program.ts";
import { keyferry, temporaryFolder } from "./keyferry.ts";
import { provedUnder } from "./proved-under.ts";

const limit = 60_000;
const proved = provedUnder("RSAES_OAEP_SHA_256", "RSAES_OAEP_SHA_1", "SM2PKE");

/** This process's variables, with temporary files in `folder`, and a PATH of its own where one is given. */
function environmentWith(folder: string, path?: string): NodeJS.ProcessEnv {
  return { ...process.env, TMPDIR: folder, ...(path !== undefined && { PATH: path }) };
}

/** Runs `keyferry demo` of the built package. */
function demo(folder: string, path?: string) {
  return promisify(execFile)(process.execPath, [program, "demo"], { env: environmentWith(folder, path) });
}

describe("keyferry demo", { timeout: limit }, () => {
  it.skipIf(isLeftOut("openssl"))("proves with the openssl command that the key arrived", async () => {
    const { stdout } = await demo(temporaryFolder());
    expect(stdout.trimEnd().split("\n").at(-1)).toBe(proved);
    expect(stdout.split(`openssl (${opensslVersion()}) opened it: same key`)).toHaveLength(4);
  });

  it("shows what is refused, and leaves nothing behind", async () => {
    const folder = temporaryFolder();
    const { stdout, stderr } = await demo(folder);
    expect(stderr).toBe("");
    expect(stdout).toContain("refused: InvalidParameter");
    expect(stdout).toContain("refused: SignatureDoesNotMatch");
    expect(readdirSync(folder)).toEqual([]);
  });

  it("does without the openssl command, and says so", async () => {
    const folder = temporaryFolder();
    const { stdout } = await demo(folder, "/nowhere");
    expect(stdout.trimEnd().split("\n").at(-1)).toBe(proved);
    expect(stdout.match(/node:crypto \(no openssl here\) opened it: same key/g)).toHaveLength(2);
    expect(stdout).toContain("Keyferry's own crypto-software (no openssl with SM2 here) opened it: same key");
  });

  it("fails when a key opens to something else", async () => {
    const folder = temporaryFolder();
    const fakes = join(folder, "bin");
    mkdirSync(fakes);
    const fake = '#!/bin/sh\ncase "$1" in version) echo OpenSSL 3.0.0 ;; pkeyutl) echo another key ;; esac\n';
    writeFileSync(join(fakes, "openssl"), fake, { mode: 0o755 });
    await expect(demo(folder, fakes)).rejects.toMatchObject({
      code: 1,
      stderr:
        "keyferry: what was exported under RSAES_OAEP_SHA_256 opens to another key than Decrypt answers.\n",
    });
    expect(readdirSync(folder)).toEqual(["bin"]);
  });

  it("leaves nothing behind when it is interrupted", async () => {
    const folder = temporaryFolder();
    const running = spawn(process.execPath, [program, "demo"], {
      env: environmentWith(folder),
      stdio: "pipe",
    });
    const end = once(running, "exit");
    await once(running.stdout, "data");
    running.kill("SIGTERM");
    expect(await end).toEqual([1, null]);
    expect(readdirSync(folder)).toEqual([]);
  });
});

describe("keyferry demo --crypto", { timeout: limit }, () => {
  const rsa = ["RSAES_OAEP_SHA_256", "RSAES_OAEP_SHA_1"];
  const lists: readonly (readonly [string, readonly string[]])[] = [
    ["software", [...rsa, "SM2PKE"]],
    ["node", rsa],
    ["webcrypto", rsa],
    ["webcrypto,software", [...rsa, "SM2PKE"]],
  ];
  const there = lists.filter(([list]) => !list.includes("webcrypto") || hasAdapter("crypto-webcrypto"));
  it.each(there)(
    "tells the same story on %s, and says what cannot be exported",
    async (crypto, algorithms) => {
      const { exitCode, out, err } = await runProgram(["demo", "--crypto", crypto], {
        folder: temporaryFolder(),
      });
      expect([exitCode, err]).toEqual([0, ""]);
      expect(out.trimEnd().split("\n").at(-1)).toBe(provedUnder(...algorithms));
      expect(out.match(/refused: UnsupportedOperation/g)?.length ?? 0).toBe(3 - algorithms.length);
    },
  );

  it("hands on what the server has to say of the list", async () => {
    const { exitCode, err } = await runProgram(["demo", "--crypto", "node,hsm"], {
      folder: temporaryFolder(),
    });
    expect(exitCode).toBe(1);
    expect(err).toContain("--crypto: there is no backend hsm");
  });
});

describe("keyferry serve", { timeout: limit }, () => {
  it("runs a server that call and export find by its ready file, and hands signals and exit code on", async () => {
    const folder = temporaryFolder();
    const ports = ["--public-port", "0", "--vpc-port", "0", "--dedicated-port", "0"];
    const serving = spawn(process.execPath, [program, "serve", ...ports], { cwd: folder, stdio: "ignore" });
    const end = once(serving, "exit");
    onTestFinished(() => {
      serving.kill("SIGKILL");
    });
    while (!existsSync(join(folder, ".keyferry", "ready.json"))) {
      expect(serving.exitCode).toBeNull();
      await sleep(20);
    }

    const made = await keyferry(["call", "CreateKey", "--KeySpec", "Aliyun_AES_256"], { folder });
    const { KeyMetadata } = JSON.parse(made.out) as { KeyMetadata: { KeyId: string } };
    const generate = [
      "call",
      "GenerateDataKey",
      "--KeyId",
      KeyMetadata.KeyId,
      "--EncryptionContext",
      '{"a":"b"}',
    ];
    const { CiphertextBlob, Plaintext } = JSON.parse((await keyferry(generate, { folder })).out) as {
      CiphertextBlob: string;
      Plaintext: string;
    };
    await keyferry(["keygen", "--spec", "EC_SM2", "--out", "recipient"], { folder });
    const exported = await keyferry(
      [
        ...["export", "--blob", "-", "--public-key", "recipient/public.pem", "--algorithm", "SM2PKE"],
        ...["--context", '{"a":"b"}', "--out", "-"],
      ],
      { folder, input: CiphertextBlob },
    );
    expect(exported).toMatchObject({ exitCode: 0, err: "" });
    const opened = await keyferry(
      ["open", "--private-key", "recipient/private.pem", "--algorithm", "SM2PKE", "--in", "-"],
      { folder, input: exported.out },
    );
    expect(opened).toEqual({ exitCode: 0, out: `${Plaintext}\n`, err: "" });

    serving.kill("SIGTERM");
    expect(await end).toEqual([0, null]);
  });

  it("passes unknown options on and hands the server's refusal on", async () => {
    const options = { cwd: temporaryFolder() };
    const refused = promisify(execFile)(process.execPath, [program, "serve", "--no-such-option"], options);
    await expect(refused).rejects.toMatchObject({
      stderr: expect.stringContaining("--no-such-option") as string,
    });
  });
});
