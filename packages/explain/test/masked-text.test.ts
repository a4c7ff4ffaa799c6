import { encrypt } from "@keyferry/protocol";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { maskAround, maskText } from "../src/masking/masked-text.ts";
import { visibleOf } from "../src/masking/visibility.ts";

const visible = visibleOf({ operation: encrypt, accessKeyId: "me", host: "h" });
const mask = (text: string) => maskText(text, visible);

describe("a string to sign of V1", () => {
  it("keeps what everybody sends and the operation's own, and masks secrets and what is not known", () => {
    expect(
      mask(
        "GET&%2F&AccessKeyId%3Dme%26Action%3DEncrypt%26Format%3DJSON%26Plaintext%3DYQ%253D%253D%26Unknown%3D1",
      ),
    ).toBe(
      "GET&%2F&AccessKeyId%3Dme%26Action%3DEncrypt%26Format%3DJSON%26Plaintext%3D[masked]%26[masked]%3D[masked]",
    );
  });

  it.each([
    ["AccessKeyId", "me", "somebody"],
    ["Action", "Decrypt", "MeltKey"],
    ["DryRun", "true", "maybe"],
    ["Format", "XML", "YAML"],
    ["RegionId", "cn-hangzhou", "my-region"],
    ["SignatureMethod", "HMAC-SHA1", "ROT13"],
    ["SignatureNonce", "0b67cd51-3b86-48e1-ac82-00a067c9d30a", "0b67cd513b8648e1ac8200a067c9d30a"],
    ["SignatureType", "", "anything"],
    ["SignatureVersion", "1.0", "one"],
    ["Timestamp", "2026-01-02T03:04:05Z", "yesterday"],
    ["Version", "2016-01-20", "latest"],
    ["Plaintext", "", "YQ=="],
    ["SecurityToken", "", "token"],
    ["Signature", "", "c2lnbmF0dXJl"],
    ["Description", "", "of a key"],
  ])("keeps of %s a value that is harmless, such as %j, and no other", (name, harmless, other) => {
    expect(mask(`POST&/&${name}=${encodeURIComponent(harmless)}`)).toBe(
      `POST&/&${name}=${encodeURIComponent(harmless)}`,
    );
    expect(mask(`POST&/&${name}=${encodeURIComponent(other)}`)).toBe(`POST&/&${name}=[masked]`);
  });

  it("keeps of a map in parts its name alone", () => {
    expect(mask("POST&%2F&EncryptionContext.tenant%3Dblue")).toBe(
      "POST&%2F&EncryptionContext.[masked]%3D[masked]",
    );
  });

  it("is understood without its second encoding too", () => {
    expect(mask("POST&/&Version=2016-01-20&Plaintext=YQ%3D%3D")).toBe(
      "POST&/&Version=2016-01-20&Plaintext=[masked]",
    );
  });
});

describe("a canonical request", () => {
  it("keeps the lines that are harmless", () => {
    const hash = "0".repeat(64);
    const lines = [
      ["POST", "POST"],
      ["/", "/"],
      ["Format=XML&Plaintext=YQ", "Format=XML&Plaintext=[masked]"],
      ["host:h", "host:h"],
      ["x-acs-security-token:token", "x-acs-security-token:[masked]"],
      ["x-acs-action:Encrypt", "x-acs-action:Encrypt"],
      ["", ""],
      ["host;x-acs-action", "host;x-acs-action"],
      [hash, hash],
    ] as const;
    const masked = mask(lines.map(([line]) => line).join("\n"));
    expect(masked.split("\n")).toEqual(lines.map(([, expected]) => expected));
  });

  it.each([
    ["accept", "application/json", "a-secret/thing"],
    ["content-length", "12", "1234567890123"],
    ["content-type", "application/x-www-form-urlencoded; charset=utf-8", "text/plain; boundary=secret"],
    ["date", "Fri, 02 Jan 2026 03:04:05 GMT", "a secret"],
    ["host", "h", "another"],
    ["x-acs-action", "Encrypt", "a-secret"],
    ["x-acs-date", "2026-01-02T03:04:05Z", "a-secret"],
    ["x-acs-signature-nonce", "0b67cd51-3b86-48e1-ac82-00a067c9d30a", "a-secret"],
    ["x-acs-version", "2016-01-20", "a-secret"],
    ["user-agent", "", "AlibabaCloud (secret)"],
  ])("keeps of %s a value that is harmless, such as %j, and no other", (name, harmless, other) => {
    expect(mask(`${name}:${harmless}`)).toBe(`${name}:${harmless}`);
    expect(mask(`${name}:${other}`)).toBe(`${name}:[masked]`);
  });

  it("keeps no name of a header that is not known", () => {
    expect(mask("x-acs-a-secret:1")).toBe("[masked]");
    expect(mask("host;a-secret")).toBe("[masked]");
  });
});

describe("any other text", () => {
  it.each([
    "YQ==",
    "a secret",
    "secret:value",
    "KeyId",
    "Plaintext",
    "secret=1&other=2",
    "GET&secret&KeyId%3D1",
  ])("%j is masked, but for names that are known", (text) => {
    expect(mask(text)).not.toMatch(/YQ|secret|value|other/);
  });

  it("never shows a value that is not harmless, wherever it stands", () => {
    const value = fc.string({
      unit: fc.constantFrom("g", "h", "i", "j", "k", "l"),
      minLength: 8,
      maxLength: 20,
    });
    const joint = fc.constantFrom(
      "&",
      "%26",
      "=",
      "%3D",
      "\n",
      ";",
      "",
      "POST&%2F&",
      "Plaintext=",
      "Plaintext%3D",
    );
    fc.assert(
      fc.property(
        value,
        fc.array(fc.tuple(joint, joint), { maxLength: 5 }),
        fc.nat(100),
        (secret, joints, at) => {
          const text = joints.map(([before, behind]) => before + secret + behind).join("");
          const { before, after } = maskAround(text, at, visible);
          for (const shown of [mask(text), before, after]) expect(shown).not.toMatch(/[gh-l]{8}/);
        },
      ),
    );
  });

  it("is shown in part only when it is long", () => {
    const text = `POST&%2F&${"Format%3DJSON%26".repeat(5_000)}`;
    expect(mask(text)).toHaveLength(8192 + 3);
    expect(maskAround(text, 1000, visible)).toEqual({
      before: text.slice(952, 1000),
      after: text.slice(1000, 1048),
    });
  });
});

describe("a text that is far longer than what is shown", () => {
  /** Counts what is asked of it. */
  const counting = () => {
    let asked = 0;
    const counted = {
      parameter: (name: string, value?: string) => ((asked += 1), visible.parameter(name, value)),
      header: (name: string, value?: string) => ((asked += 1), visible.header(name, value)),
    };
    return { counted, asked: () => asked };
  };

  it.each(["\n", "&", "a&", "a;", "a=b&", "%26", "POST&%2F&", "host:a\n"])(
    "is not read to its end: 500,000 characters of %j",
    (unit) => {
      const text = unit.repeat(500_000 / unit.length);
      const { counted, asked } = counting();
      expect(maskText(text, counted).length).toBeLessThan(9_000);
      maskAround(text, 20, counted);
      expect(asked()).toBeLessThan(20_000);
    },
  );

  it("is not read from its beginning for a place in another line", () => {
    const { counted, asked } = counting();
    const line = "POST&%2F&Action%3DEncrypt%26Format%3DJSON%26SignatureVersion%3D1.0%26Plaintext%3DYQ";
    const text = `${"a=b&c=d\n".repeat(50_000)}${line}`;
    expect(maskAround(text, text.indexOf("%26Plaintext"), counted)).toEqual({
      before: line.slice(line.indexOf("%26Plaintext") - 48, line.indexOf("%26Plaintext")),
      after: "%26Plaintext%3D[masked]",
    });
    expect(asked()).toBeLessThan(100);
  });
});

describe("a place in a text", () => {
  it("inside a secret is shown as that, however near it is to the edge", () => {
    const text = "POST&%2F&Format%3DXML%26Plaintext%3DYQYQYQYQ%26Version%3D2016-01-20";
    for (let at = text.indexOf("YQ"); at < text.indexOf("%26Version"); at++) {
      const { before, after } = maskAround(text, at, visible);
      expect(before).not.toContain("Y");
      expect(after).toBe("[masked]%26Version%3D2016-01-20");
    }
  });
});
