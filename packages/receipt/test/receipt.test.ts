import { createPublicKey, verify } from "node:crypto";
import { derSignature } from "@keyferry/crypto";
import { ReceiptError, receiptKeyPem, signReceipt, splitReceipt, verifyReceipt } from "@keyferry/receipt";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { opensslVerify, sm2MessageOptions } from "../../../tools/testing/openssl.ts";
import { newEd25519Signer, signers, statement } from "./signers.ts";

/** What becomes of a receipt. */
function outcomeOf(text: string, ...keys: Parameters<typeof verifyReceipt>[1]): string {
  try {
    verifyReceipt(text, keys);
    return "taken";
  } catch (error) {
    if (error instanceof ReceiptError) return error.reason;
    throw error;
  }
}

const base64url = (value: unknown) => Buffer.from(JSON.stringify(value)).toString("base64url");

describe.each(signers)("a receipt of %s", (spec, signer) => {
  const receipt = signReceipt(statement, signer);
  const [header = "", payload = "", signature = ""] = receipt.split(".");

  it("is a JSON Web Signature in compact form, fit for a header", () => {
    expect(receipt).toMatch(/^[\w-]+\.[\w-]+\.[\w-]{86}$/);
    expect(receipt.length).toBeLessThan(2_000);
    expect(JSON.parse(Buffer.from(header, "base64url").toString())).toEqual({
      alg: spec === "Ed25519" ? "EdDSA" : "SM2DSA",
      kid: signer.key.id,
      typ: "keyferry-receipt",
    });
    expect(JSON.parse(Buffer.from(payload, "base64url").toString())).toEqual(statement);
  });

  it("states what was signed", () => {
    const other = newEd25519Signer();
    expect(verifyReceipt(receipt, [other.key, signer.key])).toEqual(statement);
  });

  it("is verified by OpenSSL too", () => {
    const { signingInput, signature: bytes } = splitReceipt(receipt);
    const pem = receiptKeyPem(signer.key);
    if (spec === "Ed25519") {
      expect(opensslVerify(pem, signingInput, bytes, ["-rawin"])).toBe(true);
      expect(opensslVerify(pem, signingInput.toReversed(), bytes, ["-rawin"])).toBe(false);
      expect(verify(null, signingInput, createPublicKey(pem), bytes)).toBe(true);
    } else {
      const inDer = derSignature({ sign: () => bytes, verify: () => true });
      const der = inDer.sign(undefined, signingInput) as Uint8Array;
      expect(opensslVerify(pem, signingInput, der, sm2MessageOptions)).toBe(true);
      expect(opensslVerify(pem, signingInput.toReversed(), der, sm2MessageOptions)).toBe(false);
    }
  });

  it("is not taken with another key, or none", () => {
    expect(outcomeOf(receipt, newEd25519Signer().key)).toBe("unknown key");
    expect(outcomeOf(receipt)).toBe("unknown key");
  });

  it("is forged when another key signs in this one's name", () => {
    const { sign } = newEd25519Signer();
    expect(outcomeOf(signReceipt(statement, { key: signer.key, sign }), signer.key)).toBe("bad signature");
  });

  const changes = {
    operation: "GenerateAndExportDataKey",
    requestId: "1d3a1f9e-2f0c-4b57-9d0e-6a4f6f0c7a11",
    time: "2026-01-02T03:04:05.679Z",
    caller: { ...statement.caller, principalId: "writer:会话" },
    account: "1000000000000000",
    region: "cn-beijing",
    keyId: statement.keyVersionId,
    keyVersionId: statement.keyId,
    contextHash: "d4".repeat(32),
    recipientFingerprint: "d4".repeat(32),
    recipientSpec: "EC_SM2",
    algorithm: "RSAES_OAEP_SHA_1",
    exportedHash: "d4".repeat(32),
    auditRecordHash: "d4".repeat(32),
  } as const satisfies Omit<typeof statement, "receiptVersion">;

  it.each(Object.entries(changes))("binds %s", (name, value) => {
    const [, changed = ""] = signReceipt({ ...statement, [name]: value }, signer).split(".");
    expect(changed).not.toBe(payload);
    expect(outcomeOf(`${header}.${changed}.${signature}`, signer.key)).toBe("bad signature");
  });

  it.each(["type", "accountId", "principalId", "accessKeyId"] as const)("binds the caller's %s", (name) => {
    const value = { type: "ram-user", accountId: "3", principalId: "p", accessKeyId: "a" } as const;
    const caller = { ...statement.caller, [name]: value[name] };
    const [, changed = ""] = signReceipt({ ...statement, caller }, signer).split(".");
    expect(outcomeOf(`${header}.${changed}.${signature}`, signer.key)).toBe("bad signature");
  });

  it("is refused with any bit of its signature changed", () => {
    const bytes = Buffer.from(signature, "base64url");
    for (let bit = 0; bit < 8 * bytes.length; bit += 1) {
      const changed = Buffer.from(bytes);
      changed[bit >> 3] = (changed[bit >> 3] ?? 0) ^ (1 << (bit & 7));
      const text = `${header}.${payload}.${changed.toString("base64url")}`;
      expect(outcomeOf(text, signer.key)).toBe("bad signature");
    }
  });

  it("cannot ask to be verified in another way", () => {
    const { id: kid } = signer.key;
    const typ = "keyferry-receipt";
    const headers = [
      { alg: "none", kid, typ },
      { alg: "HS256", kid, typ },
      { alg: spec === "Ed25519" ? "SM2DSA" : "EdDSA", kid, typ },
      { alg: spec === "Ed25519" ? "EdDSA" : "SM2DSA", kid, typ: "JWT" },
      { alg: spec === "Ed25519" ? "EdDSA" : "SM2DSA", kid, typ, crit: ["b64"], b64: false },
      { alg: spec === "Ed25519" ? "EdDSA" : "SM2DSA", typ },
    ];
    for (const other of headers) {
      expect(outcomeOf(`${base64url(other)}.${payload}.${signature}`, signer.key)).toBe("unknown key");
    }
    expect(outcomeOf(`${header}.${payload}.`, signer.key)).toBe("malformed");
    expect(outcomeOf(`${header}.${payload}`, signer.key)).toBe("malformed");
  });

  it("has one text: any other that a decoder might take for it is refused", () => {
    const last = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_";
    const twin = last[last.indexOf(signature.at(-1) ?? "") ^ 1] ?? "";
    const texts = [
      `${receipt}=`,
      `${receipt}\n`,
      ` ${receipt}`,
      `${receipt}.`,
      `${header}.${payload}.${signature.slice(0, -1)}${twin}`,
      `${header}.${payload.slice(0, -1)}.${signature}`,
      `${header}..${signature}`,
      receipt + "A".repeat(8_192),
    ];
    for (const text of texts) expect(outcomeOf(text, signer.key)).toBe("malformed");
  });
});

describe("what may stand in a receipt's place", () => {
  const [[, signer]] = signers;
  const receipt = signReceipt(statement, signer);

  it("is a ReceiptError, whatever the text is", () => {
    fc.assert(
      fc.property(fc.string({ maxLength: 300 }), (text) => {
        expect(outcomeOf(text, signer.key)).toBe("malformed");
      }),
    );
  });

  it("is a ReceiptError, wherever a receipt was cut, joined and changed", () => {
    const places = fc.nat({ max: receipt.length - 1 });
    const changed = fc.tuple(places, places, fc.string({ maxLength: 4 }));
    fc.assert(
      fc.property(changed, ([a, b, inserted]) => {
        const text = receipt.slice(0, Math.min(a, b)) + inserted + receipt.slice(Math.max(a, b));
        fc.pre(text !== receipt);
        expect(outcomeOf(text, signer.key)).not.toBe("taken");
      }),
      { numRuns: 2_000 },
    );
  });

  it("is a ReceiptError for any JSON that somebody signs with the right key", () => {
    const [header = ""] = receipt.split(".");
    fc.assert(
      fc.property(fc.json(), (json) => {
        const input = `${header}.${Buffer.from(json).toString("base64url")}`;
        const signature = Buffer.from(signer.sign(Buffer.from(input))).toString("base64url");
        expect(outcomeOf(`${input}.${signature}`, signer.key)).toBe("malformed");
      }),
    );
  });
});
