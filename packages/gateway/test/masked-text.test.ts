import { encrypt } from "@keyferry/protocol";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { maskAround, maskText } from "../src/explain/masked-text.ts";
import { visibleOf } from "../src/explain/visibility.ts";

const visible = visibleOf(encrypt, {
  parameters: ["KeyId", "Plaintext", "Unknown", "EncryptionContext.tenant"],
  headers: ["host", "x-acs-security-token", "x-acs-other"],
});
const mask = (text: string) => maskText(text, visible);

describe("a string to sign of V1", () => {
  it("keeps what everybody sends and the operation's own, and masks secrets and what is not known", () => {
    expect(
      mask(
        "GET&%2F&AccessKeyId%3Dme%26Action%3DEncrypt%26KeyId%3Da%252Fb%26Plaintext%3DYQ%253D%253D%26Unknown%3D1",
      ),
    ).toBe(
      "GET&%2F&AccessKeyId%3Dme%26Action%3DEncrypt%26KeyId%3Da%252Fb%26Plaintext%3D[masked]%26Unknown%3D[masked]",
    );
  });

  it("keeps of a map in parts its name alone", () => {
    expect(mask("POST&%2F&EncryptionContext.tenant%3Dblue")).toBe(
      "POST&%2F&EncryptionContext.[masked]%3D[masked]",
    );
  });

  it("is understood without its second encoding too", () => {
    expect(mask("POST&/&KeyId=a%2Fb&Plaintext=YQ%3D%3D")).toBe("POST&/&KeyId=a%2Fb&Plaintext=[masked]");
  });
});

describe("a canonical request", () => {
  it("keeps the lines that are harmless", () => {
    const hash = "0".repeat(64);
    const lines = [
      "POST",
      "/",
      "KeyId=a&Plaintext=YQ",
      "host:h",
      "x-acs-security-token:token",
      "x-acs-action:Encrypt",
      "",
      "host;x-acs-action",
      hash,
    ];
    expect(mask(lines.join("\n")).split("\n")).toEqual([
      "POST",
      "/",
      "KeyId=a&Plaintext=[masked]",
      "host:h",
      "x-acs-security-token:[masked]",
      "x-acs-action:Encrypt",
      "",
      "host;x-acs-action",
      hash,
    ]);
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
    const text = `POST&%2F&KeyId%3D${"a".repeat(50_000)}`;
    expect(mask(text)).toHaveLength(8192 + 3);
    expect(maskAround(text, 1000, visible)).toEqual({ before: "a".repeat(48), after: "a".repeat(48) });
  });
});

describe("a place in a text", () => {
  it("inside a secret is shown as that, however near it is to the edge", () => {
    const text = "POST&%2F&KeyId%3Da%26Plaintext%3DYQYQYQYQ%26Version%3D1";
    for (let at = text.indexOf("YQ"); at < text.indexOf("%26Version"); at++) {
      const { before, after } = maskAround(text, at, visible);
      expect(before).not.toContain("Y");
      expect(after).toBe("[masked]%26Version%3D1");
    }
  });
});
