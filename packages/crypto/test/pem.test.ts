import { generateKeyPairSync } from "node:crypto";
import { CryptoError, derToPem, pemToDer } from "@keyferry/crypto";
import fc from "fast-check";
import { describe, expect, it } from "vitest";

const textOf = (bytes: Uint8Array) => new TextDecoder().decode(bytes);
const der = Uint8Array.from({ length: 100 }, (_, index) => index);
const pem = textOf(derToPem(der, "PUBLIC KEY"));

describe("PEM", () => {
  it("is read as Node writes it, and written as Node writes it", () => {
    const { publicKey } = generateKeyPairSync("rsa", { modulusLength: 2048 });
    const spki = new Uint8Array(publicKey.export({ type: "spki", format: "der" }));
    const text = String(publicKey.export({ type: "spki", format: "pem" }));
    expect(pemToDer(text, "PUBLIC KEY")).toEqual(spki);
    expect(textOf(derToPem(spki, "PUBLIC KEY"))).toBe(text);
  });

  it("round-trips bytes of any length, as text or bytes", () => {
    fc.assert(
      fc.property(fc.uint8Array({ minLength: 1, maxLength: 200 }), (bytes) => {
        const written = derToPem(bytes, "PRIVATE KEY");
        expect(pemToDer(written, "PRIVATE KEY")).toEqual(bytes);
        expect(pemToDer(textOf(written), "PRIVATE KEY")).toEqual(bytes);
      }),
    );
  });

  it("may have CRLF, and need not end its last line", () => {
    expect(pemToDer(pem.replaceAll("\n", "\r\n"), "PUBLIC KEY")).toEqual(der);
    expect(pemToDer(pem.trimEnd(), "PUBLIC KEY")).toEqual(der);
  });

  it.each([
    ["nothing", ""],
    ["another label", pem.replaceAll("PUBLIC", "PRIVATE")],
    ["the label of PKCS #1", pem.replaceAll("PUBLIC", "RSA PUBLIC")],
    ["text before it", `x\n${pem}`],
    ["text after it", `${pem}x\n`],
    ["an empty line after it", `${pem}\n`],
    ["no end", pem.slice(0, -10)],
    ["only a beginning", "-----BEGIN PUBLIC KEY-----"],
    ["long lines", pem.replace(/(.)\n(.)/, "$1$2")],
    ["a short line in the middle", pem.replace(/([^\n-]{10})\n/, "\n$1\n")],
    ["headers", pem.replace("\n", "\nProc-Type: 4,ENCRYPTED\n\n")],
    ["a character outside the alphabet", pem.replace("AAEC", "AA*C")],
    ["more than 16,384 bytes", textOf(derToPem(new Uint8Array(13_000), "PUBLIC KEY"))],
  ])("is refused: %s", (_what, text) => {
    expect(() => pemToDer(text, "PUBLIC KEY")).toThrow(CryptoError);
  });
});
