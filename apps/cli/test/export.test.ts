import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { pemToDer } from "@keyferry/crypto";
import { describe, expect, it } from "vitest";
import { keyferry, temporaryFolder, type Outcome } from "./keyferry.ts";
import { startRecordingService } from "./recording-service.ts";

const blob = Buffer.from("0d3a1f9e-2f0c-4b57-9d0e-6a4f6f0c7a11 and a body").toString("base64");
const exportedKey = Buffer.alloc(256, 7).toString("base64");
const answer = { KeyId: "k", KeyVersionId: "v", ExportedDataKey: exportedKey, RequestId: "r" };

async function recipientIn(spec: "RSA_2048" | "EC_SM2"): Promise<string> {
  const folder = temporaryFolder();
  await keyferry(["keygen", "--spec", spec, "--out", "."], { folder });
  writeFileSync(join(folder, "blob.txt"), `${blob}\n`);
  return folder;
}

function exportIn(folder: string, algorithm: string, ...more: string[]): Promise<Outcome> {
  const files = ["--blob", "blob.txt", "--public-key", "public.pem"];
  return keyferry(["export", ...files, "--algorithm", algorithm, ...more], { folder });
}

function publicKeyOf(folder: string): Buffer {
  return Buffer.from(pemToDer(readFileSync(join(folder, "public.pem"), "utf8"), "PUBLIC KEY"));
}

describe("keyferry export", () => {
  it.each([
    ["RSAES_OAEP_SHA_256", "RSA_2048"],
    ["RSAES_OAEP_SHA_1", "RSA_2048"],
    ["SM2PKE", "EC_SM2"],
  ] as const)("asks for %s under a key of %s and writes what comes", async (algorithm, spec) => {
    const folder = await recipientIn(spec);
    const { endpoint, requests } = await startRecordingService(200, answer);
    const outcome = await exportIn(folder, algorithm, "--out", "exported.txt", "--endpoint", endpoint);
    expect(outcome).toEqual({ exitCode: 0, out: "", err: "" });
    expect(readFileSync(join(folder, "exported.txt"), "utf8")).toBe(`${exportedKey}\n`);
    expect(Object.fromEntries(requests[0]?.parameters ?? [])).toEqual({
      CiphertextBlob: blob,
      PublicKeyBlob: publicKeyOf(folder).toString("base64"),
      WrappingKeySpec: spec,
      WrappingAlgorithm: algorithm,
    });
  });

  it("takes a public key as base64 text, a blob from standard input, and a context", async () => {
    const folder = await recipientIn("EC_SM2");
    writeFileSync(join(folder, "public.txt"), publicKeyOf(folder).toString("base64"));
    const { endpoint, requests } = await startRecordingService(200, answer);
    const outcome = await keyferry(
      [
        ...["export", "--blob", "-", "--public-key", "public.txt", "--algorithm", "SM2PKE", "--out", "-"],
        ...["--context", '{ "10": "a", "9": "b" }', "--endpoint", endpoint],
      ],
      { folder, input: blob },
    );
    expect(outcome).toEqual({ exitCode: 0, out: `${exportedKey}\n`, err: "" });
    expect(requests[0]?.parameters.get("EncryptionContext")).toBe('{"10":"a","9":"b"}');
    expect(requests[0]?.parameters.get("PublicKeyBlob")).toBe(publicKeyOf(folder).toString("base64"));
  });

  it("asks nothing with a public key of another spec, a bad context or a bad blob", async () => {
    const folder = await recipientIn("RSA_2048");
    const { endpoint, requests } = await startRecordingService(200, answer);
    const to = ["--out", "-", "--endpoint", endpoint];
    expect((await exportIn(folder, "SM2PKE", ...to)).err).toMatch(/^keyferry: recipient key refused: /);
    expect((await exportIn(folder, "RSAES_OAEP_SHA_1", "--context", "[]", ...to)).err).toBe(
      "keyferry: --context must be a JSON object of strings.\n",
    );
    writeFileSync(join(folder, "blob.txt"), "?");
    expect((await exportIn(folder, "RSAES_OAEP_SHA_1", ...to)).err).toBe(
      "keyferry: blob.txt does not hold base64 text.\n",
    );
    writeFileSync(join(folder, "public.pem"), "?");
    expect((await exportIn(folder, "RSAES_OAEP_SHA_1", ...to)).err).toBe(
      "keyferry: public.pem holds neither PEM nor the base64 text of a DER key.\n",
    );
    expect(requests).toEqual([]);
  });

  it("says what the service refused, and writes nothing", async () => {
    const folder = await recipientIn("RSA_2048");
    const { endpoint } = await startRecordingService(400, {
      Code: "InvalidParameter",
      Message: "No.",
      RequestId: "r",
    });
    const outcome = await exportIn(
      folder,
      "RSAES_OAEP_SHA_1",
      "--out",
      "exported.txt",
      "--endpoint",
      endpoint,
    );
    expect(outcome).toEqual({ exitCode: 1, out: "", err: "InvalidParameter: No.\nRequestId: r\n" });
    expect(() => readFileSync(join(folder, "exported.txt"))).toThrow("ENOENT");
  });

  it("asks for a receipt where a file is named for it, and writes it beside the exported key", async () => {
    const folder = await recipientIn("RSA_2048");
    const { endpoint, requests } = await startRecordingService(200, answer, {
      "x-keyferry-receipt": "a.b.c",
    });
    const to = ["--out", "exported.txt", "--endpoint", endpoint];
    const outcome = await exportIn(folder, "RSAES_OAEP_SHA_1", ...to, "--receipt", "receipt.txt");
    expect(outcome).toEqual({ exitCode: 0, out: "", err: "" });
    expect(readFileSync(join(folder, "receipt.txt"), "utf8")).toBe("a.b.c\n");
    expect(readFileSync(join(folder, "exported.txt"), "utf8")).toBe(`${exportedKey}\n`);
    await exportIn(folder, "RSAES_OAEP_SHA_1", "--out", "-", "--endpoint", endpoint);
    expect(requests.map(({ headers }) => headers["x-keyferry-receipt"])).toEqual(["true", undefined]);
  });

  it("writes no exported key without the receipt that it was asked for", async () => {
    const folder = await recipientIn("RSA_2048");
    const { endpoint, requests } = await startRecordingService(200, answer);
    const to = ["--out", "exported.txt", "--endpoint", endpoint];
    const { exitCode, err } = await exportIn(folder, "RSAES_OAEP_SHA_1", ...to, "--receipt", "receipt.txt");
    expect(exitCode).toBe(1);
    expect(err).toBe(
      "InternalFailure: ExportDataKey was performed, and no receipt came: the service gives none.\n",
    );
    expect(() => readFileSync(join(folder, "exported.txt"))).toThrow("ENOENT");
    writeFileSync(join(folder, "receipt.txt"), "");
    for (const [file, says] of [
      ["receipt.txt", "keyferry: receipt.txt exists already"],
      ["exported.txt", "keyferry: --receipt and --out name the same file."],
    ] as const) {
      expect((await exportIn(folder, "RSAES_OAEP_SHA_1", ...to, "--receipt", file)).err).toContain(says);
    }
    expect(requests).toHaveLength(1);
  });
});
