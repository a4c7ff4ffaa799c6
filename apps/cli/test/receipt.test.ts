import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { expect, it } from "vitest";
import { startServer } from "../src/demo/server-process.ts";
import { opensslVerify } from "../../../tools/testing/openssl.ts";
import { runProgram } from "./built-program.ts";
import { temporaryFolder, type Outcome } from "./keyferry.ts";

const credentials = { accessKeyId: "cli", accessKeySecret: "the secret of a test" };

it("keeps a receipt of an export, verifies it, and OpenSSL does too", { timeout: 60_000 }, async () => {
  const folder = temporaryFolder();
  const quiet = { flags: [], variables: {}, signal: new AbortController().signal };
  const server = await startServer({ folder, credentials, environment: process.env, ...quiet });
  try {
    const { public: endpoint } = JSON.parse(readFileSync(join(folder, "ready.json"), "utf8")) as {
      readonly public: string;
    };
    const environment = {
      KEYFERRY_ENDPOINT: endpoint,
      KEYFERRY_ACCESS_KEY_ID: credentials.accessKeyId,
      KEYFERRY_ACCESS_KEY_SECRET: credentials.accessKeySecret,
    };
    const run = async (line: string): Promise<Outcome> =>
      runProgram(line.split(" "), { folder, environment });
    const done = async (line: string): Promise<string> => {
      const { exitCode, out, err } = await run(line);
      expect([line, exitCode, err]).toEqual([line, 0, ""]);
      return out;
    };
    const created = await done("call CreateKey --KeySpec Aliyun_AES_256");
    const { KeyId } = (JSON.parse(created) as { readonly KeyMetadata: { readonly KeyId: string } })
      .KeyMetadata;
    const made = await done(`call GenerateDataKeyWithoutPlaintext --KeyId ${KeyId}`);
    const { CiphertextBlob } = JSON.parse(made) as { readonly CiphertextBlob: string };
    writeFileSync(join(folder, "blob.txt"), CiphertextBlob);
    await done("keygen --spec EC_SM2 --out recipient");
    const exporting = "export --blob blob.txt --public-key recipient/public.pem --algorithm SM2PKE";
    await done(`${exporting} --out exported.txt --receipt receipt.txt`);
    await done(`${exporting} --out other.txt`);

    writeFileSync(join(folder, "key.json"), await done(`receipt key --endpoint ${endpoint}`));
    const verifying = "receipt verify receipt.txt --public-key key.json";
    const said = await done(`${verifying} --exported exported.txt --context {} --audit-trail data`);
    expect(said).toContain(`key       ${KeyId}, version `);
    expect(said).toMatch(/\nOK: 1 receipt, genuine, held against \d+ lines of the audit trail\n$/);
    const other = await run(`${verifying} --exported other.txt`);
    expect(other).toMatchObject({
      exitCode: 1,
      out: expect.stringContaining("receipt.txt:1: another export: ") as string,
    });

    const pem = await done("receipt key --public-key key.json --pem");
    const [header = "", statement = "", signature = ""] = readFileSync(join(folder, "receipt.txt"), "utf8")
      .trim()
      .split(".");
    const signed = Buffer.from(`${header}.${statement}`);
    expect(opensslVerify(pem, signed, Buffer.from(signature, "base64url"), ["-rawin"])).toBe(true);
  } finally {
    await server.stop();
  }
});
