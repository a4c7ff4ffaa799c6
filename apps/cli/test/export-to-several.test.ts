import { createHash } from "node:crypto";
import { mkdirSync, readdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { pemToDer } from "@keyferry/crypto";
import { describe, expect, it } from "vitest";
import { keyferry, temporaryFolder } from "./keyferry.ts";
import { startRecordingService } from "./recording-service.ts";

const blob = Buffer.from("0d3a1f9e-2f0c-4b57-9d0e-6a4f6f0c7a11 and a body").toString("base64");
const exportedKey = Buffer.alloc(256, 7).toString("base64");
const ids = { KeyId: "k", KeyVersionId: "v", RequestId: "r" };

/** A folder with a blob, and a key pair of each spec in a folder of its own. */
async function withRecipients() {
  const folder = temporaryFolder();
  for (const [spec, out] of [
    ["RSA_2048", "hangzhou"],
    ["EC_SM2", "module"],
  ]) {
    await keyferry(["keygen", "--spec", spec ?? "", "--out", out ?? ""], { folder });
  }
  writeFileSync(join(folder, "blob.txt"), blob);
  const fingerprintOf = (name: string) =>
    createHash("sha256")
      .update(pemToDer(readFileSync(join(folder, name, "public.pem"), "utf8"), "PUBLIC KEY"))
      .digest("hex");
  return { folder, rsa: fingerprintOf("hangzhou"), sm2: fingerprintOf("module") };
}

const both = ["--public-key", "hangzhou/public.pem", "--public-key", "module/public.pem"];
const algorithms = ["--algorithm", "RSAES_OAEP_SHA_256", "--algorithm", "SM2PKE"];
const exporting = (...more: string[]) => ["export", "--blob", "blob.txt", ...more];

describe("keyferry export with several public keys", () => {
  it("asks once, and writes a file for each, called by the fingerprint", async () => {
    const { folder, rsa, sm2 } = await withRecipients();
    const { endpoint, requests } = await startRecordingService(200, {
      ...ids,
      Recipients: [
        { Fingerprint: rsa, ExportedDataKey: exportedKey },
        { Fingerprint: sm2, ExportedDataKey: "AQID" },
      ],
    });
    const outcome = await keyferry(
      exporting(
        ...both,
        ...algorithms,
        "--context",
        '{"tenant":"a"}',
        "--out",
        "exports",
        "--endpoint",
        endpoint,
      ),
      { folder },
    );
    expect(outcome).toEqual({
      exitCode: 0,
      out: `exports/${rsa}.txt  for hangzhou/public.pem\nexports/${sm2}.txt  for module/public.pem\n`,
      err: "",
    });
    expect(readFileSync(join(folder, "exports", `${rsa}.txt`), "utf8")).toBe(`${exportedKey}\n`);
    expect(readFileSync(join(folder, "exports", `${sm2}.txt`), "utf8")).toBe("AQID\n");
    expect(requests).toHaveLength(1);
    expect(requests[0]?.headers["x-acs-version"]).toBe("keyferry/2026-12-01");
    expect(Object.fromEntries(requests[0]?.parameters ?? [])).toMatchObject({
      CiphertextBlob: blob,
      EncryptionContext: '{"tenant":"a"}',
      "Recipients.1.WrappingKeySpec": "RSA_2048",
      "Recipients.2.WrappingAlgorithm": "SM2PKE",
    });
  });

  it("keeps the receipts of what was exported in a file, one a line", async () => {
    const { folder, rsa, sm2 } = await withRecipients();
    const { endpoint, requests } = await startRecordingService(200, {
      ...ids,
      Recipients: [
        { Fingerprint: rsa, ExportedDataKey: exportedKey, Receipt: "a.b.c" },
        { Fingerprint: sm2, ExportedDataKey: "AQID", Receipt: "d.e.f" },
      ],
    });
    const to = ["--out", ".", "--receipt", "receipts.txt", "--endpoint", endpoint];
    expect(await keyferry(exporting(...both, ...algorithms, ...to), { folder })).toMatchObject({
      exitCode: 0,
    });
    expect(readFileSync(join(folder, "receipts.txt"), "utf8")).toBe("a.b.c\nd.e.f\n");
    expect(requests[0]?.headers["x-keyferry-receipt"]).toBe("true");
  });

  it("writes what was exported, says what was refused and why, and fails", async () => {
    const { folder, rsa, sm2 } = await withRecipients();
    const { endpoint } = await startRecordingService(200, {
      ...ids,
      Recipients: [
        { Fingerprint: rsa, Code: "Forbidden.NoPermission", Message: "Not to this one." },
        { Fingerprint: sm2, ExportedDataKey: "AQID" },
      ],
    });
    const outcome = await keyferry(exporting(...both, ...algorithms, "--out", ".", "--endpoint", endpoint), {
      folder,
    });
    expect(outcome).toEqual({
      exitCode: 1,
      out: `${sm2}.txt  for module/public.pem\n`,
      err: "hangzhou/public.pem: Forbidden.NoPermission: Not to this one.\n",
    });
    expect(readdirSync(folder)).not.toContain(`${rsa}.txt`);
  });

  it("asks nothing where the exports could not be written, or the recipients are not clear", async () => {
    const { folder, rsa } = await withRecipients();
    const { endpoint, requests } = await startRecordingService(200, ids);
    const errorOf = async (...args: string[]) =>
      (await keyferry(exporting(...args, "--endpoint", endpoint), { folder })).err;
    const twice = ["--public-key", "hangzhou/public.pem", "--public-key", "hangzhou/public.pem"];
    const [first = "", second = ""] = algorithms;
    expect(await errorOf(...twice, first, second, "--out", "a")).toBe(
      "keyferry: hangzhou/public.pem and hangzhou/public.pem hold the same public key.\n",
    );
    expect(await errorOf(...both, ...algorithms, "--out", "-")).toBe(
      "keyferry: with several public keys, --out is a folder.\n",
    );
    expect(await errorOf(...both, ...algorithms, first, second, "--out", "a")).toBe(
      "keyferry: Give --algorithm once for all public keys, or once for each of them, in their order.\n",
    );
    expect(await errorOf(...both, first, second, "--out", "a")).toMatch(/^keyferry: recipient key refused: /);
    expect(await errorOf(...both, "--algorithm", "OAEP", "--out", "a")).toContain("Allowed choices are");
    mkdirSync(join(folder, "exports"));
    writeFileSync(join(folder, "exports", `${rsa}.txt`), "taken");
    expect(await errorOf(...both, ...algorithms, "--out", "exports")).toContain(`exports/${rsa}.txt`);
    expect(requests).toEqual([]);
  });
});
