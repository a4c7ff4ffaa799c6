import { constants, createHash, generateKeyPairSync, privateDecrypt } from "node:crypto";
import fc from "fast-check";
import { encodeBase64, exportDataKey, generateDataKey, parseRequest } from "@keyferry/protocol";
import { beforeAll, describe, expect, it } from "vitest";
import { as, createService, outcomeOf, type Service } from "./service.ts";

const { publicKey, privateKey } = generateKeyPairSync("rsa", { modulusLength: 2048 });
const der = new Uint8Array(publicKey.export({ type: "spki", format: "der" }));
const fingerprint = createHash("sha256").update(der).digest("hex");
const base64 = encodeBase64(der);
const denied = "Forbidden.NoPermission";

let service: Service;
let blob: string;
let dataKey: string;

/** A caller who may export to any key but this one. */
beforeAll(async () => {
  const Condition = { StringEquals: { "keyferry:RecipientFingerprint": fingerprint } };
  service = await createService({
    users: [
      {
        name: "ci",
        statements: [
          { Effect: "Allow", Action: "*", Resource: "*" },
          { Effect: "Deny", Action: "kms:ExportDataKey", Resource: "*", Condition },
        ],
      },
    ],
  });
  const KeyId = await service.newKey();
  const { CiphertextBlob, Plaintext } = await service.call(generateDataKey, { KeyId });
  blob = encodeBase64(CiphertextBlob);
  dataKey = encodeBase64(Plaintext);
});

/** Sends a public key as text, as callers do; answers what came of it, and whether the key's owner has the data key. */
async function exportTo(PublicKeyBlob: string): Promise<string> {
  const WrappingAlgorithm = "RSAES_OAEP_SHA_256";
  const parameters = { CiphertextBlob: blob, PublicKeyBlob, WrappingKeySpec: "RSA_2048", WrappingAlgorithm };
  const called = (async () => {
    const request = parseRequest(exportDataKey, new Map(Object.entries(parameters)));
    return service.call(exportDataKey, request, as("ci"));
  })();
  const outcome = await outcomeOf(called);
  if (outcome !== "OK") return outcome;
  const exported = (await called).ExportedDataKey;
  try {
    const padding = constants.RSA_PKCS1_OAEP_PADDING;
    const opened = privateDecrypt({ key: privateKey, padding, oaepHash: "sha256" }, exported);
    return encodeBase64(opened) === dataKey ? "opened" : "another key";
  } catch {
    return "another key";
  }
}

const lines = (width: number, end: string) =>
  (base64.match(new RegExp(`.{1,${String(width)}}`, "g")) ?? []).join(end);
const pem = (body: string, end = "\n") =>
  `-----BEGIN PUBLIC KEY-----${end}${body}${end}-----END PUBLIC KEY-----${end}`;

describe("a public key that policies deny", () => {
  it.each([
    ["base64 of its DER", base64],
    ["PEM", pem(lines(64, "\n"))],
    ["PEM with CRLF", pem(lines(64, "\r\n"), "\r\n")],
    ["PEM in lines of 76", pem(lines(76, "\n"))],
    ["PEM in one line", pem(base64)],
    ["PEM with more line feeds at its end", `${pem(lines(64, "\n"))}\n\n`],
  ])("is denied as %s", async (_, text) => {
    expect(await exportTo(text)).toBe(denied);
  });

  it.each([
    ["base64 in lines", lines(64, "\n")],
    ["base64url", base64.replaceAll("+", "-").replaceAll("/", "_")],
    ["base64 without its padding, or with more", `${base64.replaceAll("=", "")}====`],
    ["base64 with spaces", ` ${base64}`],
    ["hexadecimal", Buffer.from(der).toString("hex")],
    ["PEM with a header", pem(`Comment: x\n\n${lines(64, "\n")}`)],
    ["PEM of another label", pem(lines(64, "\n")).replaceAll("PUBLIC KEY", "RSA PUBLIC KEY")],
    ["text before PEM", `x\n${pem(lines(64, "\n"))}`],
    ["bytes behind its DER", encodeBase64(new Uint8Array([...der, 0]))],
    ["lengths in more bytes than they need", encodeBase64(withLongLength(der))],
    ["a modulus with more zeros", encodeBase64(withMoreZeros(der))],
    ["no NULL behind its algorithm", encodeBase64(withoutNull(der))],
  ])("is refused as %s", async (_, text) => {
    expect(await exportTo(text)).toMatch(/^(InvalidParameter|MissingParameter)/);
  });

  it("that is none is told so only to those who may export", async () => {
    const KeyId = await service.newKey();
    const { CiphertextBlob } = await service.call(generateDataKey, { KeyId });
    const PublicKeyBlob = new Uint8Array([1]);
    const how = { WrappingKeySpec: "RSA_2048", WrappingAlgorithm: "RSAES_OAEP_SHA_256" } as const;
    const request = { CiphertextBlob, PublicKeyBlob, ...how };
    expect(await outcomeOf(service.call(exportDataKey, request, as("ci")))).toBe("InvalidParameter");
    expect(await outcomeOf(service.call(exportDataKey, request, as("nobody")))).toBe(denied);
  });

  it("is never served by any change to its text or its DER, but that makes it another key", async () => {
    const texts = fc.oneof(
      fc
        .tuple(
          fc.constantFrom(base64, pem(lines(64, "\n"))),
          fc.nat(),
          fc.string({ maxLength: 3 }),
          fc.nat(3),
        )
        .map(([text, at, put, cut]) => {
          const place = at % text.length;
          return text.slice(0, place) + put + text.slice(place + cut);
        }),
      fc.tuple(fc.nat(), fc.integer({ min: 1, max: 255 })).map(([at, flip]) => {
        const changed = new Uint8Array(der);
        const place = at % changed.length;
        changed[place] = (changed[place] ?? 0) ^ flip;
        return encodeBase64(changed);
      }),
    );
    await fc.assert(
      fc.asyncProperty(texts, async (text) => {
        expect(await exportTo(text)).not.toBe("opened");
      }),
      { numRuns: 300 },
    );
  });
});

/** The same SubjectPublicKeyInfo with the length of its outer SEQUENCE in three bytes: BER, and no DER. */
function withLongLength(key: Uint8Array): Uint8Array {
  return new Uint8Array([0x30, 0x83, 0, ...key.subarray(2)]);
}

/** The same with one more zero before its modulus, and all lengths longer by one. */
function withMoreZeros(key: Uint8Array): Uint8Array {
  const changed = [...key];
  const modulus = key.indexOf(0x02, 24);
  changed.splice(modulus + 4, 0, 0);
  for (const length of [2, 21, 26, modulus + 2]) {
    const value = ((changed[length] ?? 0) << 8) + (changed[length + 1] ?? 0) + 1;
    changed[length] = value >> 8;
    changed[length + 1] = value & 255;
  }
  return new Uint8Array(changed);
}

/** The same without the NULL of rsaEncryption, and its lengths shorter by two. */
function withoutNull(key: Uint8Array): Uint8Array {
  const changed = [...key];
  changed.splice(17, 2);
  const whole = ((changed[2] ?? 0) << 8) + (changed[3] ?? 0) - 2;
  changed[2] = whole >> 8;
  changed[3] = whole & 255;
  changed[5] = (changed[5] ?? 0) - 2;
  return new Uint8Array(changed);
}
