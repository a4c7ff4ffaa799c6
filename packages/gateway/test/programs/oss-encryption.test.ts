import { createCipheriv, createDecipheriv, randomBytes } from "node:crypto";
import { beforeEach, describe, expect, it } from "vitest";
import type { Parameters } from "../requests.ts";
import { startProgram, type Program } from "./program.ts";
import { javaSdk, pythonSdk } from "./wires.ts";

let oss: Program;
let KeyId: string;
beforeEach(async () => {
  oss = await startProgram(pythonSdk);
  KeyId = await oss.service.newKey();
});

const object = Buffer.from("an object's content, 对象");

/** What a client writes into an object's metadata. */
interface Envelope {
  readonly content: Buffer;
  readonly key: string;
  readonly iv: string;
}

const text = async (call: Promise<Readonly<Record<string, unknown>>>, member: string) =>
  (await call)[member] as string;
const sealed = (program: Program, Plaintext: string, context: Parameters = {}) =>
  text(program.answer("Encrypt", { KeyId, Plaintext, ...context }), "CiphertextBlob");
const opened = (program: Program, CiphertextBlob: string, context: Parameters = {}) =>
  text(program.answer("Decrypt", { CiphertextBlob, ...context }), "Plaintext");

async function read(
  program: Program,
  { content, key, iv }: Envelope,
  context: Parameters = {},
): Promise<Buffer> {
  const bytes = async (blob: string) => Buffer.from(await opened(program, blob, context), "base64");
  const decipher = createDecipheriv("aes-256-ctr", await bytes(key), await bytes(iv));
  return Buffer.concat([decipher.update(content), decipher.final()]);
}

describe("OSS's client-side encryption in Python", () => {
  // It joins the context by hand, and sends an empty one where there is no passphrase.
  it.each(["", "password", "密码 é & + %", "𝄞"])(
    "seals objects with the passphrase %j",
    async (passphrase) => {
      const EncryptionContext = passphrase === "" ? "" : `{"x-passphrase":"${passphrase}"}`;
      const made = await oss.answer("GenerateDataKey", {
        ...{ KeyId, KeySpec: "AES_256", NumberOfBytes: "32", EncryptionContext },
      });
      const key = Buffer.from(made["Plaintext"] as string, "base64");
      expect(key).toHaveLength(32);
      const iv = randomBytes(16);
      const cipher = createCipheriv("aes-256-ctr", key, iv);
      const envelope = {
        content: Buffer.concat([cipher.update(object), cipher.final()]),
        key: made["CiphertextBlob"] as string,
        iv: await sealed(oss, iv.toString("base64"), { EncryptionContext }),
      };
      expect(await read(oss, envelope, { EncryptionContext })).toEqual(object);
      const other = oss.outcome("Decrypt", {
        ...{ CiphertextBlob: envelope.key, EncryptionContext: '{"x-passphrase":"another"}' },
      });
      expect(await other).toBe("InvalidParameter");
    },
  );
});

describe("OSS's client-side encryption in Java", () => {
  it("has its own key and counter sealed, and opens them", async () => {
    const program = oss.by(javaSdk());
    const [key, iv] = [randomBytes(32), randomBytes(16)];
    const cipher = createCipheriv("aes-256-ctr", key, iv);
    const envelope = {
      content: Buffer.concat([cipher.update(object), cipher.final()]),
      iv: await sealed(program, iv.toString("base64")),
      key: await sealed(program, key.toString("base64")),
    };
    // It keeps the blobs' bytes, and writes them as base64 anew.
    for (const blob of [envelope.iv, envelope.key]) {
      expect(Buffer.from(blob, "base64").toString("base64")).toBe(blob);
    }
    expect(await read(program, envelope)).toEqual(object);
    expect(await read(oss, envelope, { EncryptionContext: "" })).toEqual(object);
  });
});
