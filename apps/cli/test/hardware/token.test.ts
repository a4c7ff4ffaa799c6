import { spawn } from "node:child_process";
import { createDecipheriv, randomBytes } from "node:crypto";
import { once } from "node:events";
import { existsSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { createPkcs11Receiver } from "@keyferry/crypto-pkcs11";
import { afterEach, beforeEach, describe, expect, it, onTestFinished } from "vitest";
import { pin, testModules, type TestToken } from "../../../../tools/testing/pkcs11-tokens.ts";
import { program, runProgram } from "../built-program.ts";
import { keyferry, temporaryFolder } from "../keyferry.ts";
import { tokenFlags } from "../../../../tools/testing/token-flags.ts";

const keygen = ["keygen", "--spec", "RSA_2048", "--out", "recipient"];
const openIn = ["open", "--algorithm", "RSAES_OAEP_SHA_1", "--in", "exported.txt"];

/** A server on a token, found by its ready file in `folder`; it ends with the test. */
async function serveOn(token: TestToken, folder: string): Promise<void> {
  const ports = ["--public-port", "0", "--vpc-port", "0", "--dedicated-port", "0"];
  const flags = ["--crypto", "node,software,pkcs11", ...tokenFlags(token)];
  const serving = spawn(process.execPath, [program, "serve", ...ports, ...flags], {
    cwd: folder,
    env: { ...process.env, ...token.options.environment },
    stdio: "ignore",
  });
  onTestFinished(async () => {
    const end = once(serving, "exit");
    serving.kill("SIGTERM");
    await end;
  });
  while (!existsSync(join(folder, ".keyferry", "ready.json"))) {
    expect(serving.exitCode).toBeNull();
    await sleep(20);
  }
}

async function answerOf(
  folder: string,
  ...args: readonly string[]
): Promise<Readonly<Record<string, string>>> {
  const { exitCode, out, err } = await keyferry(["call", ...args], { folder });
  expect([exitCode, err]).toEqual([0, ""]);
  return JSON.parse(out) as Readonly<Record<string, string>>;
}

for (const module of testModules) {
  describe.skipIf(module.leftOut)(`a recipient in a token of ${module.name}`, { timeout: 60_000 }, () => {
    let token: TestToken;
    let folder: string;
    const run = (args: readonly string[], flags = tokenFlags(token)) =>
      runProgram([...args, ...flags], { folder, environment: token.options.environment });
    const nameOfKey = () => readFileSync(join(folder, "recipient", "key.txt"), "utf8").trim();
    const openWith = (...more: readonly string[]) => run([...openIn, "--key", nameOfKey(), ...more]);

    beforeEach(() => {
      token = module.newToken();
      folder = temporaryFolder();
    });
    afterEach(() => {
      token.remove();
    });

    it("gets a data key from a key in another token, and nobody sees it on the whole road", async () => {
      const service = module.newToken();
      onTestFinished(() => {
        service.remove();
      });
      await serveOn(service, folder);
      const made = await answerOf(folder, "CreateKey", "--ProtectionLevel", "HSM");
      const { KeyId } = made["KeyMetadata"] as unknown as { readonly KeyId: string };
      const { CiphertextBlob = "" } = await answerOf(
        folder,
        "GenerateDataKeyWithoutPlaintext",
        "--KeyId",
        KeyId,
      );
      writeFileSync(join(folder, "blob.txt"), CiphertextBlob);

      expect(await run(keygen)).toMatchObject({ exitCode: 0, err: "" });
      const exporting = ["export", "--blob", "blob.txt", "--public-key", "recipient/public.pem"];
      const exported = await keyferry(
        [...exporting, "--algorithm", "RSAES_OAEP_SHA_1", "--out", "exported.txt"],
        { folder },
      );
      expect(exported).toEqual({ exitCode: 0, out: "", err: "" });
      const opened = await openWith();
      expect(opened).toMatchObject({ exitCode: 0, err: "" });
      expect(opened.out).toMatch(/^[0-9a-f]{34}\n$/);

      // That it is the same key shows what the token encrypts under it, to whoever asks the service for the key.
      const receiver = await createPkcs11Receiver(token.options);
      const sealed = Buffer.from(
        await receiver.encrypt(
          Buffer.from(opened.out.trim(), "hex"),
          Buffer.from("arrived"),
          Buffer.alloc(0),
        ),
      );
      await receiver.close();
      const { Plaintext = "" } = await answerOf(folder, "Decrypt", "--CiphertextBlob", CiphertextBlob);
      const decipher = createDecipheriv(
        "aes-256-gcm",
        Buffer.from(Plaintext, "base64"),
        sealed.subarray(0, 12),
      );
      decipher.setAuthTag(sealed.subarray(-16));
      expect(decipher.update(sealed.subarray(12, -16), undefined, "utf8") + decipher.final("utf8")).toBe(
        "arrived",
      );
    });

    it("takes the PIN from the variable", async () => {
      const flags = tokenFlags(token);
      const at = flags.indexOf("--pkcs11-pin-file");
      const without = [...flags.slice(0, at), ...flags.slice(at + 2)];
      const environment = { ...token.options.environment, KEYFERRY_PKCS11_PIN: pin };
      const outcome = await runProgram([...keygen, ...without], { folder, environment });
      expect(outcome).toMatchObject({ exitCode: 0, err: "" });
      expect((await run(keygen, without)).err).toContain(
        "there is no KEYFERRY_PKCS11_PIN in the environment",
      );
    });

    it("opens nothing that was not exported for it, and keeps nothing of it", async () => {
      await run(keygen);
      writeFileSync(join(folder, "exported.txt"), randomBytes(256).toString("base64"));
      const { exitCode, out, err } = await openWith();
      expect([exitCode, out]).toEqual([1, ""]);
      expect(err).toMatch(/^keyferry: undecryptable: /);
    });

    it("does not overwrite files, and leaves no key in the token then", async () => {
      await run(keygen);
      const before = nameOfKey();
      const again = await run(keygen);
      expect(again).toMatchObject({ exitCode: 1, out: "" });
      expect(again.err).toBe(
        "keyferry: recipient/key.txt exists already, and is not overwritten: name another path, or remove it.\n",
      );
      expect(nameOfKey()).toBe(before);
    });
  });
}
