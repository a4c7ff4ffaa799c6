import { createHash } from "node:crypto";
import {
  contextHash,
  decodeStatement,
  encodeStatement,
  exportedHash,
  ReceiptError,
  type ExportStatement,
} from "@keyferry/receipt";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { statement } from "./signers.ts";

const text = (value: unknown) => Buffer.from(typeof value === "string" ? value : JSON.stringify(value));
const sha256 = (data: string | Uint8Array) => createHash("sha256").update(data).digest("hex");

function reasonOf(work: () => unknown): string {
  try {
    work();
    return "taken";
  } catch (error) {
    if (error instanceof ReceiptError) return error.reason;
    throw error;
  }
}

describe("a statement", () => {
  it("has one form: JSON with sorted members and no white space", () => {
    const encoded = Buffer.from(encodeStatement(statement)).toString();
    expect(encoded).toMatchSnapshot();
    const shuffled = Object.fromEntries(Object.entries(statement).toReversed()) as ExportStatement;
    expect(Buffer.from(encodeStatement(shuffled)).toString()).toBe(encoded);
    expect(decodeStatement(text(encoded))).toEqual(statement);
  });

  it("is not taken in another form", () => {
    const encoded = Buffer.from(encodeStatement(statement)).toString();
    const others = [
      JSON.stringify(statement),
      ` ${encoded}`,
      `\uFEFF${encoded}`,
      encoded.replace("会", "\\u4f1a"),
      encoded.replace('"receiptVersion":1', '"receiptVersion":1.0'),
      encoded.replace('"region"', '"region":"a","region"'),
      encoded.replace("{", '{"__proto__":{},'),
    ];
    for (const other of others) expect(reasonOf(() => decodeStatement(text(other)))).toBe("malformed");
    const broken = Buffer.from(encoded.replace("会话", "a"), "latin1");
    broken[broken.indexOf("reader:a") + 7] = 0xff;
    expect(reasonOf(() => decodeStatement(broken))).toBe("malformed");
  });

  it.each([
    ["another version", { receiptVersion: 2 }],
    ["a member more", { note: "a" }],
    ["a member less", { region: undefined }],
    ["a hash in capitals", { exportedHash: "B2".repeat(32) }],
    ["a hash that is too short", { auditRecordHash: "b2".repeat(31) }],
    ["a time without milliseconds", { time: "2026-01-02T03:04:05Z" }],
    ["a time that there is not", { time: "2026-13-02T03:04:05.678Z" }],
    ["an unknown algorithm", { algorithm: "RSAES_PKCS1_V1_5" }],
    ["an unknown spec", { recipientSpec: "RSA_1024" }],
    ["a control character in a name", { caller: { ...statement.caller, principalId: "a\u001b[2J" } }],
    ["a name without end", { caller: { ...statement.caller, principalId: "a".repeat(513) } }],
    ["an account that is no number", { account: "a" }],
    ["a caller of a type that there is not", { caller: { ...statement.caller, type: "admin" } }],
  ])("is refused with %s, written and read", (_, change) => {
    const other = { ...statement, ...change } as ExportStatement;
    expect(reasonOf(() => encodeStatement(other))).toBe("malformed");
    const sorted = Object.fromEntries(Object.entries(other).sort(([a], [b]) => (a < b ? -1 : 1)));
    expect(reasonOf(() => decodeStatement(text(sorted)))).toBe("malformed");
  });
});

describe("the hash of an encryption context", () => {
  it("is that of its JSON with sorted keys", () => {
    const context = [
      ["tenant", 'a"b'],
      ["10", "x"],
      ["9", "密"],
      ["__proto__", "y"],
    ] as const;
    expect(contextHash(context)).toBe(sha256('{"10":"x","9":"密","__proto__":"y","tenant":"a\\"b"}'));
    expect(contextHash()).toBe(sha256("{}"));
    expect(contextHash([])).toBe(contextHash());
  });

  it("is the same for the same pairs in any order, and no other's", () => {
    const pairs = fc.uniqueArray(fc.tuple(fc.string(), fc.string()), {
      selector: ([key]) => key,
      maxLength: 6,
    });
    fc.assert(
      fc.property(pairs, pairs, (one, other) => {
        expect(contextHash(one.toReversed())).toBe(contextHash(one));
        const same = JSON.stringify(one.toSorted()) === JSON.stringify(other.toSorted());
        expect(contextHash(one) === contextHash(other)).toBe(same);
      }),
    );
  });
});

describe("the hash of an exported key", () => {
  it("is the SHA-256 of its bytes", () => {
    const exported = new Uint8Array(256).fill(7);
    expect(exportedHash(exported)).toBe(sha256(exported));
  });
});
