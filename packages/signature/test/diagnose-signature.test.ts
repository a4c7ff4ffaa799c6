import { createHmac } from "node:crypto";
import {
  diagnoseSignature,
  diagnosisLimits,
  readClaim,
  verifySignature,
  type SignableRequest,
} from "@keyferry/signature";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { bytes, signingSecret, withQuery } from "./requests.ts";
import {
  acs4Key,
  byName,
  encoders,
  link,
  rfc3986,
  secret,
  sha256Hex,
  sloppyAcs,
  sloppyV1,
  type AcsHabits,
  type V1Habits,
} from "./sloppy-client.ts";

/** Every character that encoders disagree about. */
const marks = { EncryptionContext: `{"a*b":"~é' ("}`, CiphertextBlob: "AAEC/+8=", Empty: "" };

function diagnose(sent: SignableRequest, key = signingSecret, clientText?: string) {
  const claim = readClaim(sent);
  expect(verifySignature(claim, sent, key).valid).toBe(false);
  return diagnoseSignature(claim, sent, key, clientText);
}

/** What was found, in short: the names, with their details, of the first match. */
function found(sent: SignableRequest, key = signingSecret): readonly string[] {
  const { cause, matches } = diagnose(sent, key);
  expect(cause).toBe("deviation");
  return (matches[0] ?? []).map(({ name, detail }) => (detail === undefined ? name : `${name}: ${detail}`));
}

describe("a proper client", () => {
  it("is what the sloppy one is without bad habits", () => {
    for (const { sent } of [
      sloppyV1({}, marks),
      sloppyAcs({}, marks),
      sloppyAcs({ scheme: "ACS4-HMAC-SHA256" }),
    ]) {
      expect(verifySignature(readClaim(sent), sent, signingSecret)).toEqual({ valid: true });
    }
  });
});

describe("the deviation of a V1 client is named", () => {
  it.each<[string, V1Habits, Readonly<Record<string, string>>]>([
    ["asterisk left raw", { encode: encoders.javaScript }, { Filters: "a*b" }],
    ["marks left raw", { encode: encoders.javaScript }, { Filters: "it's (so)!" }],
    ["JavaScript encoding", { encode: encoders.javaScript }, marks],
    ["Java encoding", { encode: encoders.java }, marks],
    ["form encoding", { encode: encoders.form }, marks],
    ["tilde encoded", { encode: encoders.form }, { Filters: "~a" }],
    ["space as plus", { encode: encoders.form }, { Filters: "a b" }],
    ["slash left raw", { encode: encoders.python }, { KeyId: "alias/a" }],
    ["slash left raw", { encode: encoders.python, path: "%2F" }, { KeyId: "alias/a" }],
    ["lower-case hex", { encode: encoders.lowerCase }, marks],
    ["lower-case hex", { encode: encoders.lowerCase, path: "%2F" }, marks],
    ["names not encoded", { encodeName: (name) => name }, { "Tag.1.Key é": "v" }],
    ["values not encoded", { encodeValue: (value) => value }, marks],
    ["values encoded twice", { encodeValue: (value) => rfc3986(rfc3986(value)) }, marks],
    ["not encoded again", { again: (text) => text, path: "%2F" }, marks],
    ["path not encoded", { path: "/" }, marks],
    ["no path", { path: "" }, marks],
    ["empty values left out", { pairs: (all) => byName(all).filter(([, value]) => value !== "") }, marks],
    ["empty values without equals sign", { equals: (value) => (value === "" ? "" : "=") }, marks],
    ["not sorted", { pairs: (all) => all }, marks],
    [
      "sorted by locale",
      { pairs: (all) => all.toSorted(([a], [b]) => a.localeCompare(b, "en")) },
      { "T-a": "1", T_a: "2" },
    ],
    [
      "sorted without regard to case",
      { pairs: (all) => all.toSorted(([a], [b]) => (a.toLowerCase() < b.toLowerCase() ? -1 : 1)) },
      { keyid: "1", Z_a: "2", Zb: "3" },
    ],
    [
      "sorted as pairs",
      { pairs: (all) => all.toSorted((a, b) => (a.join("=") < b.join("=") ? -1 : 1)) },
      { "Tag.1": "a", "Tag.10": "b" },
    ],
    ["other method: GET", { method: "GET" }, marks],
    ["other method: post", { method: "post" }, marks],
    [
      "parameter not signed: Format",
      { pairs: (all) => byName(all).filter(([name]) => name !== "Format") },
      { ...marks, Format: "JSON" },
    ],
    ["no ampersand behind the secret", { key: secret }, marks],
    ["blanks around the secret", { key: `${secret}\n&` }, marks],
    ["blanks around the secret", { key: ` ${secret}&` }, marks],
    ["HMAC-SHA256", { hash: "sha256" }, marks],
    ["signature in hex", { write: (mac) => mac.toString("hex") }, marks],
    ["signature encoded twice", { write: (mac) => encodeURIComponent(mac.toString("base64")) }, marks],
  ])("%s", (name, habits, parameters) => {
    expect(found(sloppyV1(habits, parameters).sent)).toEqual([name]);
  });

  it("a plus sign of the signature that became a space", () => {
    let nonce = 0;
    const next = () =>
      sloppyV1(
        { write: (mac) => mac.toString("base64").replaceAll("+", " ") },
        { SignatureNonce: String(nonce++) },
      );
    let { sent } = next();
    while (sent.query.get("Signature")?.includes(" ") !== true) ({ sent } = next());
    expect(found(sent)).toEqual(["signature with its plus signs lost"]);
  });

  it("an encryption context that was signed as JSON text and sent in parts, and the other way round", () => {
    const parts = { "EncryptionContext.Tenant": "a b", "EncryptionContext.Zone": "1" };
    const text = { EncryptionContext: '{"Tenant":"a b","Zone":"1"}' };
    const others = (all: Parameters<NonNullable<V1Habits["pairs"]>>[0]) =>
      all.filter(([name]) => !name.startsWith("EncryptionContext"));
    const signs = (instead: Readonly<Record<string, string>>): V1Habits => ({
      pairs: (all) => byName([...others(all), ...Object.entries(instead)]),
    });
    expect(found(sloppyV1(signs(text), parts).sent)).toEqual(["map signed as JSON: EncryptionContext"]);
    expect(found(sloppyV1(signs(parts), text).sent)).toEqual(["map signed in parts: EncryptionContext"]);
  });

  it("a repeated list that was signed as JSON text", () => {
    const sent = { "ResourceId.1": "a", "ResourceId.2": "b" };
    const habits: V1Habits = {
      pairs: (all) =>
        byName([...all.filter(([name]) => !name.startsWith("ResourceId")), ["ResourceId", '["a","b"]']]),
    };
    expect(found(sloppyV1(habits, sent).sent)).toEqual(["list signed as JSON: ResourceId"]);
  });

  it("a form, or a query, that was left out", () => {
    const form = { KeyId: "alias/a", Plaintext: "YQ==" };
    const leaves = (inForm: boolean): V1Habits => ({
      pairs: (all) => byName(all.filter(([name]) => name in form === inForm)),
    });
    expect(found(sloppyV1(leaves(false), {}, form).sent)).toEqual(["form not signed"]);
    expect(found(sloppyV1(leaves(true), {}, form).sent)).toEqual(["query not signed"]);
  });
});

describe("the deviation of an ACS client is named", () => {
  const body = bytes("KeyId=alias%2Fa");
  const form = { KeyId: "alias/a" };
  const inForm = {
    body,
    form,
    headers: { "content-type": "application/x-www-form-urlencoded; charset=utf-8" },
  };
  const reversed = (names: readonly string[]) => names.toReversed();
  const asHex = (key: Buffer) => key.toString("hex");

  it.each<[string, AcsHabits, Parameters<typeof sloppyAcs>[2]?]>([
    ["JavaScript encoding", { encode: encoders.javaScript }],
    ["Java encoding", { encode: encoders.java }],
    ["lower-case hex", { encode: encoders.lowerCase }],
    ["empty values without equals sign", { empty: "" }],
    ["empty values with equals sign", { empty: "=", scheme: "ACS4-HMAC-SHA256" }],
    ["other method: GET", { method: "GET" }],
    ["no path", { path: "" }],
    ["other header order", { signed: reversed, headerLines: (lines) => `${lines.toSorted().join("\n")}\n` }],
    ["line feed left out", { headerLines: (lines) => lines.join("\n") }],
    [
      "host without port",
      { headerValue: (name, value) => (name === "host" ? "127.0.0.1" : value) },
      { headers: { host: "127.0.0.1:7788" } },
    ],
    [
      "content-type without parameters",
      { headerValue: (_, value) => value.replace("; charset=utf-8", "") },
      inForm,
    ],
    ["hash of empty body", { payload: () => sha256Hex("") }, inForm],
    ["form signed as query", { query: [...Object.entries(marks), ...Object.entries(form)] }, inForm],
    ["hash in upper case", { payload: (hash) => hash.toUpperCase(), textOf: upperText }],
    ["canonical request not hashed", { textOf: (canonical) => canonical }],
    ["ampersand behind the secret", { key: () => `${secret}&` }],
    ["blanks around the secret", { key: () => `${secret}\r\n` }],
    ["blanks around the secret", { key: () => acs4Key(`aliyun_v4${secret}\n`), scheme: "ACS4-HMAC-SHA256" }],
    ["key not derived", { key: () => secret, scheme: "ACS4-HMAC-SHA256" }],
    ["no prefix before the secret", { key: () => acs4Key(secret), scheme: "ACS4-HMAC-SHA256" }],
    ["derived key as text", { key: () => asHex(acs4Key()), scheme: "ACS4-HMAC-SHA256" }],
    ["every derived key as text", { key: hexChain, scheme: "ACS4-HMAC-SHA256" }],
    [
      "other product in the key: kms",
      { key: () => acs4Key(`aliyun_v4${secret}`, "kms"), scheme: "ACS4-HMAC-SHA256" },
    ],
    [
      "other date in the key: 2026-01-02",
      { key: () => acs4Key(`aliyun_v4${secret}`, "Kms", "2026-01-02"), scheme: "ACS4-HMAC-SHA256" },
    ],
    ["signature in upper case", { write: (mac) => mac.toString("hex").toUpperCase() }],
    ["signature in base64", { write: (mac) => mac.toString("base64") }],
  ])("%s", (name, habits, parts) => {
    expect(found(sloppyAcs(habits, marks, parts).sent)).toEqual([name]);
  });

  it("a body that was changed after it was signed", () => {
    const { sent } = sloppyAcs({}, marks, inForm);
    expect(found({ ...sent, body: bytes("KeyId=alias%2Fb") })).toEqual(["hash of another body"]);
  });

  function upperText(canonical: string, scheme: string): string {
    return `${scheme}\n${sha256Hex(canonical).toUpperCase()}`;
  }

  function hexChain(): string {
    const links = ["20260102", "cn-hangzhou", "Kms", "aliyun_v4_request"];
    return links.reduce((key, text) => asHex(link(key, text)), `aliyun_v4${secret}`);
  }
});

describe("two deviations at once", () => {
  it("are named together", () => {
    const habits = { encode: encoders.java, key: secret };
    expect(found(sloppyV1(habits, marks).sent).toSorted()).toEqual([
      "Java encoding",
      "no ampersand behind the secret",
    ]);
    const acs = { scheme: "ACS4-HMAC-SHA256", empty: "=", key: () => secret } as const;
    expect(found(sloppyAcs(acs, marks).sent).toSorted()).toEqual([
      "empty values with equals sign",
      "key not derived",
    ]);
  });
});

describe("a secret that has a blank itself", () => {
  it("is found to have been trimmed by the client", () => {
    const { sent } = sloppyV1({}, marks);
    expect(found(sent, bytes(`${secret} `))).toEqual(["blanks around the secret"]);
  });
});

describe("another secret", () => {
  const { sent, text } = sloppyV1({ key: "another&" }, marks);

  it("is named as probable, never as certain", () => {
    expect(diagnose(sent)).toMatchObject({ cause: "unknown", matches: [], complete: true });
  });

  it("is certain once the client's own text is the server's", () => {
    expect(diagnose(sent, signingSecret, text)).toMatchObject({
      cause: "secret",
      client: { of: "string to sign", differsAt: null },
    });
  });

  it("is told from a signature that is none at all", () => {
    expect(diagnose(withQuery(sent, "Signature", "nonsense"))).toMatchObject({
      cause: "unreadable",
      attempts: 0,
    });
  });
});

describe("the client's own text", () => {
  it("is compared with the server's, and proves the secret right", () => {
    // Nothing that a known client does.
    const { sent, text } = sloppyV1({ pairs: (all) => [...byName(all), ["Odd", "1"]] }, marks);
    const { cause, client, stringToSign } = diagnose(sent, signingSecret, text);
    expect(cause).toBe("text");
    expect(client).toEqual({ of: "string to sign", differsAt: stringToSign.length });
  });

  it("may be the canonical request of an ACS client", () => {
    const { sent, canonical, text } = sloppyAcs({ query: [["Odd", "1"]] }, marks);
    expect(diagnose(sent, signingSecret, canonical)).toMatchObject({
      cause: "text",
      client: { of: "canonical request", differsAt: "POST\n/\n".length },
    });
    expect(diagnose(sent, signingSecret, text)).toMatchObject({
      cause: "text",
      client: { of: "string to sign" },
    });
  });
});

describe("the work", () => {
  it("is bounded by attempts", () => {
    const many = Object.fromEntries(
      Array.from({ length: 60 }, (_, index) => [`P${String(index)}`, `*~ /'${String(index)}`]),
    );
    const { attempts, complete } = diagnose(sloppyV1({ key: "another&" }, many).sent);
    expect(attempts).toBe(600);
    expect(complete).toBe(true);
  });

  it("is bounded by the length of what is signed", () => {
    const { sent } = sloppyV1({ key: "another&" }, { Plaintext: "\u{1f600}".repeat(8_000) });
    const { cause, attempts, complete } = diagnose(sent);
    expect(cause).toBe("unknown");
    expect(attempts).toBeLessThanOrEqual(20);
    expect(complete).toBe(false);
  });

  const some = (count: number) =>
    Object.fromEntries(Array.from({ length: count }, (_, index) => [`a.${String(index)}`, ""]));

  it("is done for 200 parameters and 16,384 characters, and for no more", () => {
    const { parameters, size } = diagnosisLimits;
    expect({ parameters, size }).toEqual({ parameters: 200, size: 16_384 });
    const own = sloppyV1({}, {}).sent;
    // There is a comma for each pair, and the path is one character.
    const spare = size - 1 - ([...own.query].join("").length - own.query.size) - "Padding".length;
    const padded = (length: number) => ({ Padding: "a".repeat(length) });
    const causeOf = (extra: Readonly<Record<string, string>>) =>
      diagnose(sloppyV1({ key: "another&" }, extra).sent).cause;
    expect(causeOf(some(parameters - own.query.size))).toBe("unknown");
    expect(causeOf(some(parameters - own.query.size + 1))).toBe("too large");
    expect(causeOf(padded(spare))).toBe("unknown");
    expect(causeOf(padded(spare + 1))).toBe("too large");
  });

  it("is not begun for a larger request, whose texts are still the server's", () => {
    const { sent, text } = sloppyV1({ key: "another&" }, some(30_000));
    const begin = performance.now();
    expect(diagnose(sent, signingSecret, text)).toEqual({
      cause: "too large",
      matches: [],
      attempts: 0,
      complete: false,
      stringToSign: text,
    });
    const headers = { "content-type": `a${" ".repeat(200_000)}a` };
    const acs = sloppyAcs({ key: () => "another" }, {}, { headers });
    expect(diagnose(acs.sent, signingSecret, acs.canonical)).toEqual({
      cause: "too large",
      matches: [],
      attempts: 0,
      complete: false,
      stringToSign: acs.text,
      canonicalRequest: acs.canonical,
    });
    expect(performance.now() - begin).toBeLessThan(2_000);
  });

  it("leaves the secret as it is, and shows neither it nor the right signature", () => {
    const key = bytes("testsecret");
    const { sent } = sloppyV1({ key: "another&" }, marks);
    const diagnosis = diagnose(sent, key);
    expect(key).toEqual(signingSecret);
    const right = createHmac("sha1", `${secret}&`).update(diagnosis.stringToSign).digest("base64");
    expect(JSON.stringify(diagnosis)).not.toContain(secret);
    expect(JSON.stringify(diagnosis)).not.toContain(right);
  });
});

describe("any request at all", () => {
  it("is diagnosed without a failure", () => {
    const text = fc.oneof(
      fc.string({ unit: "grapheme", maxLength: 20 }),
      fc.constantFrom('{"a":"b"}', '{"a":{}}', "[1]", '{"\\ud800":""}', "{"),
    );
    const name = fc.oneof(fc.constantFrom("A", "A.1", "A.1.b", "A.x", ".", "A."), text);
    fc.assert(
      fc.property(
        fc.dictionary(name, text),
        fc.string(),
        fc.option(text),
        (parameters, Signature, client) => {
          const { sent } = sloppyV1({}, parameters);
          const signed = withQuery(sent, "Signature", `${Signature}x`);
          const diagnosis = diagnose(signed, signingSecret, client ?? undefined);
          expect(diagnosis.attempts).toBeLessThanOrEqual(600);
        },
      ),
      { numRuns: 100 },
    );
  });
});
