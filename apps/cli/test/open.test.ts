import { constants, publicEncrypt, randomBytes } from "node:crypto";
import { readFileSync, statSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { secretBase64 } from "@keyferry/bytes";
import {
  createSealer,
  bindingOf,
  parseRecipientKey,
  pemToDer,
  sm2CiphertextToDer,
  sm2CiphertextToRaw,
} from "@keyferry/crypto";
import { anOwner } from "@keyferry/crypto/conformance";
import { createSoftwareBackend } from "@keyferry/crypto-software";
import { describe, expect, it } from "vitest";
import { isLeftOut } from "../../../tools/testing/left-out.ts";
import { opensslEncrypt } from "../../../tools/testing/openssl.ts";
import { keyferry, temporaryFolder, type Outcome } from "./keyferry.ts";

const dataKey = randomBytes(32);

async function pairIn(spec: "RSA_2048" | "EC_SM2"): Promise<string> {
  const folder = temporaryFolder();
  expect(await keyferry(["keygen", "--spec", spec, "--out", "."], { folder })).toMatchObject({ exitCode: 0 });
  return folder;
}

function open(folder: string, algorithm: string, exported: Uint8Array, ...more: string[]): Promise<Outcome> {
  writeFileSync(join(folder, "exported.txt"), `${Buffer.from(exported).toString("base64")}\n`);
  const args = ["open", "--private-key", "private.pem", "--algorithm", algorithm, "--in", "exported.txt"];
  return keyferry([...args, ...more], { folder });
}

function oaepEncrypt(folder: string, oaepHash: string): Uint8Array {
  const key = readFileSync(join(folder, "public.pem"));
  return publicEncrypt({ key, padding: constants.RSA_PKCS1_OAEP_PADDING, oaepHash }, dataKey);
}

/** Raw, as the software backend exports a data key of its own. */
async function softwareExport(folder: string): Promise<{ exported: Uint8Array; dataKey: Uint8Array }> {
  const backend = createSoftwareBackend({ sealer: createSealer(randomBytes(32)) });
  const versionId = crypto.randomUUID();
  const spec = "Aliyun_AES_256";
  const key = {
    owner: anOwner,
    versionId,
    spec,
    ...(await backend.createKey({ owner: anOwner, versionId, spec, protectionLevel: "SOFTWARE" })),
  } as const;
  const binding = bindingOf(versionId, []);
  const body = await backend.encrypt({ key, binding }, secretBase64(dataKey));
  const publicKey = pemToDer(readFileSync(join(folder, "public.pem"), "utf8"), "PUBLIC KEY");
  const { exported } = await backend.rewrap(
    { key, binding, body },
    parseRecipientKey(publicKey, "EC_SM2"),
    "SM2PKE",
  );
  return { exported, dataKey };
}

const printed = { exitCode: 0, out: `${dataKey.toString("base64")}\n`, err: "" };

describe("keyferry open", () => {
  it.each([
    ["RSAES_OAEP_SHA_256", "sha256"],
    ["RSAES_OAEP_SHA_1", "sha1"],
  ])("opens %s of node:crypto", async (algorithm, hash) => {
    const folder = await pairIn("RSA_2048");
    expect(await open(folder, algorithm, oaepEncrypt(folder, hash))).toEqual(printed);
  });

  it.skipIf(isLeftOut("openssl"))("opens SM2PKE of the openssl command, in DER and raw", async () => {
    const folder = await pairIn("EC_SM2");
    const der = opensslEncrypt(readFileSync(join(folder, "public.pem")), dataKey);
    expect(await open(folder, "SM2PKE", der)).toEqual(printed);
    expect(await open(folder, "SM2PKE", sm2CiphertextToRaw(der))).toEqual(printed);
  });

  it("opens SM2PKE of the software backend, raw and in DER", async () => {
    const folder = await pairIn("EC_SM2");
    const { exported } = await softwareExport(folder);
    expect(await open(folder, "SM2PKE", exported)).toEqual(printed);
    expect(await open(folder, "SM2PKE", sm2CiphertextToDer(exported))).toEqual(printed);
  });

  it("reads standard input, and text that a tool has broken into lines", async () => {
    const folder = await pairIn("RSA_2048");
    const text = Buffer.from(oaepEncrypt(folder, "sha256")).toString("base64");
    const args = ["open", "--private-key", "private.pem", "--algorithm", "RSAES_OAEP_SHA_256", "--in", "-"];
    const input = ` ${text.replaceAll(/.{76}/g, "$&\r\n")}\n\n`;
    expect(await keyferry(args, { folder, input })).toEqual(printed);
  });

  it("writes the raw key to a new file of its owner's, and prints nothing", async () => {
    const folder = await pairIn("RSA_2048");
    const exported = oaepEncrypt(folder, "sha256");
    const outcome = await open(folder, "RSAES_OAEP_SHA_256", exported, "--out", "data.key");
    expect(outcome).toEqual({ exitCode: 0, out: "", err: "" });
    expect(readFileSync(join(folder, "data.key"))).toEqual(dataKey);
    expect(statSync(join(folder, "data.key")).mode & 0o777).toBe(0o600);
    const again = await open(folder, "RSAES_OAEP_SHA_256", exported, "--out", "data.key");
    expect(again).toMatchObject({
      exitCode: 1,
      err: "keyferry: data.key exists already, and is not overwritten: name another path, or remove it.\n",
    });
  });

  it("opens nothing under another algorithm, and nothing that was altered", async () => {
    const folder = await pairIn("RSA_2048");
    const exported = oaepEncrypt(folder, "sha256");
    const other = await open(folder, "RSAES_OAEP_SHA_1", exported);
    exported[17] = (exported[17] ?? 0) ^ 1;
    const altered = await open(folder, "RSAES_OAEP_SHA_256", exported);
    for (const outcome of [other, altered]) {
      expect(outcome).toMatchObject({ exitCode: 1, out: "" });
      expect(outcome.err).toMatch(/^keyferry: undecryptable: /);
    }
  });

  it("refuses a private key of another spec, or in another form", async () => {
    const folder = await pairIn("RSA_2048");
    const exported = oaepEncrypt(folder, "sha256");
    expect((await open(folder, "SM2PKE", exported)).err).toMatch(/^keyferry: recipient key refused: /);
    writeFileSync(join(folder, "private.pem"), readFileSync(join(folder, "public.pem")));
    expect((await open(folder, "RSAES_OAEP_SHA_256", exported)).err).toMatch(
      /^keyferry: recipient key refused: PEM: /,
    );
  });

  it.each([
    ["", "exported.txt does not hold base64 text."],
    ["AB==", "exported.txt does not hold base64 text."],
    ["A".repeat(20_000), "exported.txt is longer than 12288 bytes."],
  ])("refuses an exported key that is no base64 text, or too long", async (text, message) => {
    const folder = temporaryFolder();
    writeFileSync(join(folder, "exported.txt"), text);
    const args = ["open", "--private-key", "private.pem", "--algorithm", "SM2PKE", "--in", "exported.txt"];
    expect(await keyferry(args, { folder })).toEqual({ exitCode: 1, out: "", err: `keyferry: ${message}\n` });
  });

  it("says which file is missing", async () => {
    const args = ["open", "--private-key", "private.pem", "--algorithm", "SM2PKE", "--in", "exported.txt"];
    const { exitCode, err } = await keyferry(args, { folder: temporaryFolder() });
    expect(exitCode).toBe(1);
    expect(err).toMatch(/^keyferry: exported\.txt is not there: check the path\.\n$/);
  });
});
