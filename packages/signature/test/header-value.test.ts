import { readClaim, verifySignature } from "@keyferry/signature";
import { describe, expect, it } from "vitest";
import { headerValue } from "../src/header-value.ts";
import { acsSchemes, signingSecret, signedAcs, withHeader } from "./requests.ts";

const nonceHeader = "x-acs-signature-nonce";

describe("the value of a header", () => {
  it.each([
    ["a", "a"],
    [" a", "a"],
    ["a\t ", "a"],
    [" a b\t", "a b"],
    ["", ""],
    [" \t ", ""],
    ["\u00a0a\ufeff", "\u00a0a\ufeff"],
    ["\na\r", "\na\r"],
  ])("of %j is %j: spaces and tabs around it are no part of it", (sent, value) => {
    expect(headerValue(new Map([["x", sent]]), "x")).toBe(value);
  });

  it("of an absent header is absent", () => {
    expect(headerValue(new Map(), "x")).toBeUndefined();
  });

  it("is found in time however many blanks there are", () => {
    const blanks = " ".repeat(1_000_000);
    expect(headerValue(new Map([["x", `${blanks}a${blanks}b${blanks}`]]), "x")).toHaveLength(1_000_002);
  });
});

// Otherwise one request could be sent again and again, each time with a nonce that looks new.
describe.each(acsSchemes)("the nonce of an %s request", (scheme) => {
  const signed = signedAcs(scheme);
  const nonce = signed.headers.get(nonceHeader) ?? "";

  it.each([` ${nonce}`, `${nonce}\t`])("is the same with blanks around it: %j", (text) => {
    const received = withHeader(signed, nonceHeader, text);
    const claim = readClaim(received);
    expect(claim.nonce).toBe(nonce);
    expect(verifySignature(claim, received, signingSecret)).toEqual({ valid: true });
  });

  it.each(["\u00a0", "\ufeff", "\u2003", "\u2028", "\n", "\v", "\f"])(
    "is another with %j behind it",
    (mark) => {
      const received = withHeader(signed, nonceHeader, nonce + mark);
      expect(verifySignature(readClaim(received), received, signingSecret).valid).toBe(false);
    },
  );
});
