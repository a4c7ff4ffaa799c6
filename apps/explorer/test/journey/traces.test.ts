import { encodeBase64, encodeBase64Url, joinPublic, randomPublic } from "@keyferry/bytes";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { hexOf, isReadable } from "../../src/journey/travel/traces.ts";

const secret = randomPublic(32);
const exchange = (request: string, answer: string) => ({
  request: { method: "POST", target: "/", headers: {}, body: request } as const,
  answer: { status: 200, headers: {}, body: answer },
});

describe("what an eavesdropper reads", () => {
  it("is a secret in each form that it may be written in", () => {
    const around = joinPublic(randomPublic(7), secret, randomPublic(9));
    for (const text of [
      hexOf(secret),
      hexOf(secret).toUpperCase(),
      encodeBase64(secret),
      encodeBase64Url(secret),
      encodeBase64(around),
      encodeBase64Url(around),
    ]) {
      expect(isReadable(exchange("", JSON.stringify({ Plaintext: text })), secret)).toBe(true);
      expect(isReadable(exchange(new URLSearchParams({ Plaintext: text }).toString(), ""), secret)).toBe(
        true,
      );
    }
  });

  it("is a secret in a header", () => {
    const { request, answer } = exchange("", "");
    const headers = { "x-told": encodeBase64(secret) };
    expect(isReadable({ request: { ...request, headers }, answer }, secret)).toBe(true);
    expect(isReadable({ request, answer: { ...answer, headers } }, secret)).toBe(true);
  });

  it("is nothing of it in other bytes", () => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 300 }), (bytes) => {
        const text = JSON.stringify({ CiphertextBlob: encodeBase64(bytes) });
        expect(isReadable(exchange(new URLSearchParams({ text }).toString(), text), secret)).toBe(false);
      }),
    );
  });
});
