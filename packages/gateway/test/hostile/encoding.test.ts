import fc from "fast-check";
import { beforeAll, describe, expect, it } from "vitest";
import { publicHost, v1, withHeader } from "../requests.ts";
import { ask, createService, outcomeIn, refusalIn, type Service } from "../service.ts";
import { fuzz } from "./fuzz.ts";

let service: Service;
let KeyId: string;
beforeAll(async () => {
  service = await createService();
  KeyId = await service.newKey();
});

/** Reads a query by the letter of the standards: RFC 3986 2.1, strict UTF-8, no NUL, no name twice. */
function isReadable(query: string): boolean {
  const utf8 = new TextDecoder("utf-8", { fatal: true, ignoreBOM: true });
  const seen = new Set<string>();
  for (const part of query.split("&").filter((text) => text !== "")) {
    const [name = "", ...value] = part.split("=").map((text, index) => (index === 0 ? text : `=${text}`));
    const decoded: string[] = [];
    for (const text of [name, value.join("")]) {
      if (/%(?![0-9A-Fa-f]{2})/.test(text)) return false;
      const raw = text
        .replaceAll("+", " ")
        .replaceAll(/%(..)/g, (_, hex: string) => String.fromCharCode(parseInt(hex, 16)));
      try {
        decoded.push(utf8.decode(Buffer.from(raw, "latin1")));
      } catch {
        return false;
      }
    }
    const [readName = "", readValue = ""] = decoded;
    if (readName.includes("\0") || readValue.includes("\0") || seen.has(readName)) return false;
    seen.add(readName);
  }
  return true;
}

const escaped = fc.nat(255).map((byte) => `%${byte.toString(16).padStart(2, "0")}`);
const sequences = [
  "%C0%80",
  "%C0%AF",
  "%E0%80%AF",
  "%F0%80%80%AF",
  "%ED%A0%80",
  "%F4%90%80%80",
  "%EF%BB%BF",
  "%C3%A9",
];
const query = fc
  .array(
    fc.oneof(
      { weight: 3, arbitrary: fc.constantFrom("a", "b", "+", "=", "&", "~", "*", "'") },
      { weight: 2, arbitrary: fc.constantFrom(...sequences) },
      { weight: 1, arbitrary: escaped },
      {
        weight: 1,
        arbitrary: fc.constantFrom(
          "%",
          "%4",
          "%zz",
          "%+1",
          "%%41",
          "%61",
          "%26",
          "%3D",
          "%00",
          "%F0%9F%98%80",
        ),
      },
    ),
    { maxLength: 12 },
  )
  .map((pieces) => pieces.join(""));

describe("a query or a form", () => {
  it("is read exactly where the standards can read it, and refused where not", async () => {
    let readable = 0;
    let unreadable = 0;
    await fc.assert(
      fc.asyncProperty(query, fc.constantFrom("query", "form"), async (text, place) => {
        const sound = v1("DescribeRegions", {}, { place: "form" });
        const request =
          place === "query"
            ? { ...sound, target: `/?${text}`, body: new Uint8Array() }
            : { ...sound, target: "/", body: new Uint8Array(Buffer.from(text, "latin1")) };
        const expected = isReadable(text);
        if (expected) readable++;
        else unreadable++;
        // Nothing names an action: what can be read gets as far as that.
        expect(outcomeIn(await ask(service, request))).toBe(
          expected ? "MissingAction" : "ParseRequestParameterException",
        );
      }),
      fuzz(2_000),
    );
    expect(Math.min(readable, unreadable)).toBeGreaterThan((readable + unreadable) / 10);
  });

  it("may not hold any parameter twice, with one value or two, as written or escaped, in one place or both", async () => {
    const request = v1("DescribeKey", { KeyId });
    const parts = request.target.slice(2).split("&");
    for (const part of parts) {
      const [name = "", value = ""] = part.split("=");
      const first = `%${name.charCodeAt(0).toString(16)}`;
      for (const again of [part, `${name}=`, name, `${name}=other`, `${first}${name.slice(1)}=${value}`]) {
        for (const target of [`/?${[...parts, again].join("&")}`, `/?${[again, ...parts].join("&")}`]) {
          expect(outcomeIn(await ask(service, { ...request, target }))).toBe(
            "ParseRequestParameterException",
          );
        }
        const form = withHeader(request, "content-type", "application/x-www-form-urlencoded");
        const inBoth = { ...form, body: new Uint8Array(Buffer.from(again)) };
        expect(outcomeIn(await ask(service, inBoth))).toBe("ParseRequestParameterException");
      }
    }
  });
});

describe("an encryption context", () => {
  /** A JSON string in which any character may be escaped. */
  const spelling = (text: string) =>
    fc.array(fc.boolean(), { minLength: text.length, maxLength: text.length }).map((escapes) => {
      const units = Array.from({ length: text.length }, (_, at) => text.charAt(at));
      const spelt = units.map((unit, at) => {
        const needed = /[\u0000-\u001f"\\]/.test(unit) || /[\ud800-\udfff]/.test(unit);
        return escapes[at] === true || needed
          ? `\\u${unit.charCodeAt(0).toString(16).padStart(4, "0")}`
          : unit;
      });
      return `"${spelt.join("")}"`;
    });
  const spelt = fc
    .string({ unit: "binary", maxLength: 12 })
    .chain((text) => fc.record({ first: spelling(text), second: spelling(text) }));

  it("is the same however its strings are spelt, but may not hold a key twice", async () => {
    await fc.assert(
      fc.asyncProperty(spelt, spelt, async (key, value) => {
        const encrypted = await service.send("Encrypt", {
          KeyId,
          Plaintext: "AA==",
          EncryptionContext: `{${key.first}:${value.first}}`,
        });
        const { CiphertextBlob } = JSON.parse(encrypted.body) as { CiphertextBlob: string };
        const open = (EncryptionContext: string) =>
          service.send("Decrypt", { CiphertextBlob, EncryptionContext });
        expect(outcomeIn(await open(`{${key.second}:${value.second}}`))).toBe("OK");
        const twice = refusalIn(await open(`{${key.first}:${value.first},${key.second}:${value.second}}`));
        expect(twice.code).toBe("InvalidParameter");
        expect(twice.message).toContain("EncryptionContext: has a key twice");
      }),
      fuzz(300),
    );
  });
});

describe("a Host header", () => {
  it.each([
    `${publicHost}\0`,
    `${publicHost}/`,
    ` ${publicHost}`,
    `${publicHost}:`,
    `${publicHost}:999999`,
    `user@${publicHost}`,
  ])("of %j is none of this service", async (host) => {
    expect(outcomeIn(await ask(service, withHeader(v1("DescribeRegions"), "host", host)))).toBe(
      "InvalidProduct.NotFound",
    );
  });
});
