import { textsOfEveryKind } from "@keyferry/crypto/conformance";
import { decrypt, encrypt, readAnswer, type Format } from "@keyferry/protocol";
import { bytesToPlaintext, createCaller, plaintextToBytes, type Caller } from "@keyferry/sdk";
import { createPublicTransport } from "@keyferry/transport";
import fc from "fast-check";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { builtIn, failureOf, officialClient, type Call } from "./official-client.ts";
import { newRsaRecipient } from "./recipients.ts";
import { startServer, type RunningServer } from "./running-server.ts";

let server: RunningServer;
let call: Call;
let caller: Caller;
let KeyId: string;

beforeAll(async () => {
  server = await startServer();
  call = officialClient(server.ready.public);
  const transport = createPublicTransport({ endpoint: server.ready.public });
  caller = createCaller({ transport, credentials: builtIn });
  KeyId = (await call("CreateKey")).KeyMetadata["KeyId"] ?? "";
});

afterAll(() => server[Symbol.asyncDispose]());

const encrypted = async (Plaintext: string): Promise<string> =>
  (await call("Encrypt", { KeyId, Plaintext })).CiphertextBlob;

/** What Decrypt answers in a form, as it travels. */
async function decrypted(
  CiphertextBlob: string,
  format: Format,
  more: Readonly<Record<string, string>> = {},
) {
  const parameters = new Map(Object.entries({ CiphertextBlob, Format: format, ...more }));
  const { status, body: text } = await caller.send(decrypt, parameters);
  return { status, text, read: () => readAnswer(decrypt, { status, text, format }).Plaintext };
}

const anyCharacter = fc
  .string({ unit: "binary", minLength: 1, maxLength: 1 })
  .filter((unit) => unit !== "\0");

/** Any text of up to 6,144 bytes of UTF-8, often just so long. No request holds a NUL. */
const anyText = fc
  .tuple(
    fc.string({ unit: anyCharacter, minLength: 1, maxLength: 600 }),
    fc.constantFrom("", "a", "é", "密", "🔑"),
  )
  .map(([start, filler]) => {
    const room = 6_144 - Buffer.byteLength(start);
    return filler === "" ? start : start + filler.repeat(Math.floor(room / Buffer.byteLength(filler)));
  });

describe("text that the official client encrypts", () => {
  it("comes back as it was, whatever it is", async () => {
    await fc.assert(
      fc.asyncProperty(anyText, async (text) => {
        expect((await call("Decrypt", { CiphertextBlob: await encrypted(text) })).Plaintext).toBe(text);
      }),
      { numRuns: 60 },
    );
  });

  it("has no byte more than 6,144", async () => {
    await fc.assert(
      fc.asyncProperty(anyText, async (text) => {
        const tooLong = text + "a".repeat(6_145 - Buffer.byteLength(text));
        const failure = await failureOf(call("Encrypt", { KeyId, Plaintext: tooLong }));
        expect([failure.code, failure.data.Message]).toEqual([
          "InvalidParameter",
          "The specified parameter is not valid. Plaintext: is longer than 6144 bytes of UTF-8.",
        ]);
      }),
      { numRuns: 20 },
    );
  });

  it("has no NUL", async () => {
    const failure = await failureOf(call("Encrypt", { KeyId, Plaintext: "a\0b" }));
    expect(failure.code).toBe("ParseRequestParameterException");
  });

  it("is missing when it is empty", async () => {
    expect((await failureOf(call("Encrypt", { KeyId, Plaintext: "" }))).code).toBe("MissingParameter");
  });
});

describe("what known programs encrypt", () => {
  const pem = "-----BEGIN CERTIFICATE-----\r\nMIIB+/==\r\n-----END CERTIFICATE-----\r\n";
  it.each([
    ["Terraform's alicloud_kms_ciphertext", "plaintext", "{}"],
    ["Terraform's data source of it", "example", '{"name":"value"}'],
    ["a Nacos configuration", "spring:\n  datasource:\n    password: p@ss+w/rd=\n", undefined],
    ["the Node client's tests", "阿里云密钥管理服务 😀", undefined],
    ["a demo that encrypts a certificate", pem, undefined],
    ["a demo that encrypts a word", "hello world", undefined],
  ])("%s", async (_, Plaintext, EncryptionContext) => {
    const context = EncryptionContext === undefined ? {} : { EncryptionContext };
    const { CiphertextBlob } = await call("Encrypt", { KeyId, Plaintext, ...context });
    expect((await call("Decrypt", { CiphertextBlob, ...context })).Plaintext).toBe(Plaintext);
  });
});

describe.each<Format>(["JSON", "XML"])("an answer in %s", (format) => {
  const isHeld = (text: string) => format === "JSON" || text !== "\u0001";

  it.each(textsOfEveryKind.filter(isHeld))("gives %j back as it was", async (text) => {
    expect((await decrypted(await encrypted(text), format)).read()).toBe(text);
  });

  it("gives line breaks back as they were", async () => {
    for (const text of ["<a>&\r\n", "\r", "\n", "\r\r\n\n", "a\rb\nc\r\nd"]) {
      expect((await decrypted(await encrypted(text), format)).read()).toBe(text);
    }
  });
});

describe("text that XML cannot hold", () => {
  it.each(["\u0001", "\u001b[2J", "\ufffe", "a\uffff"])(
    "is refused in XML and given in JSON: %j",
    async (text) => {
      const blob = await encrypted(text);
      const { status, text: answer } = await decrypted(blob, "XML");
      expect(status).toBe(400);
      expect(answer).toContain("<Code>InvalidParameter</Code>");
      expect(answer).toContain("Format: XML 1.0 cannot hold a character of Plaintext: ask for Format=JSON.");
      expect((await decrypted(blob, "JSON")).read()).toBe(text);
    },
  );

  it("is found by a dry run", async () => {
    const blob = await encrypted("\u0001");
    const DryRun = "true";
    expect((await decrypted(blob, "XML", { DryRun })).text).toContain("<Code>ValidationError</Code>");
    expect((await decrypted(blob, "JSON", { DryRun })).text).toContain('"Code":"DryRunOperationError"');
    const sound = await encrypted("sound");
    expect((await decrypted(sound, "XML", { DryRun })).text).toContain("<Code>DryRunOperationError</Code>");
  });
});

describe("the typed client", () => {
  it("encrypts text, and bytes as base64 text", async () => {
    const text = await caller.call(encrypt, { KeyId, Plaintext: "密钥" });
    expect((await caller.call(decrypt, text)).Plaintext).toBe("密钥");
    const bytes = Uint8Array.from({ length: 4_608 }, (_, index) => index % 256);
    const made = await caller.call(encrypt, { KeyId, Plaintext: bytesToPlaintext(bytes) });
    expect(plaintextToBytes((await caller.call(decrypt, made)).Plaintext)).toEqual(bytes);
  });

  it("sends nothing that UTF-8 cannot hold", async () => {
    await expect(caller.call(encrypt, { KeyId, Plaintext: "\ud800" })).rejects.toMatchObject({
      code: "InvalidParameter",
      requestId: undefined,
    });
  });
});

describe("ExportDataKey", () => {
  it("refuses text that is not base64, and says why", async () => {
    const recipient = { ...newRsaRecipient().parameters, WrappingAlgorithm: "RSAES_OAEP_SHA_256" };
    for (const text of ["hello world", "abb=", "密钥"]) {
      const { code, data } = await failureOf(
        call("ExportDataKey", { CiphertextBlob: await encrypted(text), ...recipient }),
      );
      expect([code, data.Message]).toEqual([
        "InvalidParameter",
        "The specified parameter is not valid. CiphertextBlob: holds text that is not base64, so no bytes can be exported:" +
          " Decrypt it, or encrypt the base64 of a data key.",
      ]);
    }
  });
});
