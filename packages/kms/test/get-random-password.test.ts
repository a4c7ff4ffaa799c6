import { createCipheriv, randomBytes } from "node:crypto";
import { getRandomPassword, type RequestOf } from "@keyferry/protocol";
import fc from "fast-check";
import { beforeEach, describe, expect, it } from "vitest";
import { newPassword } from "../src/crypto/new-password.ts";
import { createService, outcomeOf, type Service } from "./service.ts";

type Request = RequestOf<typeof getRandomPassword>;

let service: Service;
beforeEach(async () => {
  service = await createService();
});
const ask = async (request: Request = {}) => (await service.call(getRandomPassword, request)).RandomPassword;

describe("GetRandomPassword", () => {
  it("makes 32 characters of all kinds unless it is told otherwise, another password each time", async () => {
    const [one, other] = [await ask(), await ask()];
    expect(one).not.toBe(other);
    for (const kind of [/[a-z]/, /[A-Z]/, /[0-9]/, /[^A-Za-z0-9]/, /^[!-~]{32}$/]) expect(one).toMatch(kind);
  });

  it.each<[Request, RegExp]>([
    [{ PasswordLength: 8, ExcludePunctuation: true }, /^[A-Za-z0-9]{8}$/],
    [{ PasswordLength: 128, ExcludeNumbers: true, ExcludeUppercase: true }, /^[a-z!-/:-@[-`{-~]{128}$/],
    [{ ExcludeLowercase: true, ExcludePunctuation: true, ExcludeUppercase: true }, /^[0-9]{32}$/],
    [{ ExcludeCharacters: "0123456789", ExcludePunctuation: true, ExcludeLowercase: true }, /^[A-Z]{32}$/],
  ])("keeps to %j", async (request, form) => {
    expect(await ask(request)).toMatch(form);
  });

  it("refuses rules that leave no character", async () => {
    const letters = { ExcludeLowercase: true, ExcludeUppercase: true, ExcludePunctuation: true };
    const nothing = { ...letters, ExcludeCharacters: "0123456789" };
    expect(await outcomeOf(ask(nothing))).toBe("InvalidParameter");
  });

  it("has one of each kind that has characters left, and none that is left out, whatever the rules", () => {
    const ascii = fc.integer({ min: 0x21, max: 0x7e }).map((code) => String.fromCharCode(code));
    const rules = fc.record({
      PasswordLength: fc.integer({ min: 8, max: 128 }),
      ExcludeCharacters: fc.array(ascii, { maxLength: 60 }).map((list) => list.join("")),
      ExcludeLowercase: fc.boolean(),
      ExcludeNumbers: fc.boolean(),
      ExcludePunctuation: fc.constant(false),
    });
    fc.assert(
      fc.property(rules, (rule) => {
        const left = (characters: string) =>
          Array.from(characters).filter((c) => !rule.ExcludeCharacters.includes(c));
        const kinds = [
          left("ABCDEFGHIJKLMNOPQRSTUVWXYZ"),
          rule.ExcludeLowercase ? [] : left("abcdefghijklmnopqrstuvwxyz"),
          rule.ExcludeNumbers ? [] : left("0123456789"),
          left("!\"#$%&'()*+,-./:;<=>?@[\\]^_`{|}~"),
        ].filter((kind) => kind.length > 0);
        if (kinds.length === 0) return;
        const password = Array.from(newPassword(rule, (length) => new Uint8Array(randomBytes(length))));
        expect(password).toHaveLength(rule.PasswordLength);
        for (const kind of kinds) expect(password.some((each) => kind.includes(each))).toBe(true);
        expect(password.every((each) => kinds.flat().includes(each))).toBe(true);
      }),
    );
  });

  it("draws each character as often as any other", () => {
    const counts = new Map<string, number>();
    // The same bytes in each run, as good as random.
    const stream = createCipheriv("aes-256-ctr", new Uint8Array(32), new Uint8Array(16));
    const random = (length: number) => new Uint8Array(stream.update(new Uint8Array(length)));
    const rules = { PasswordLength: 128, RequireEachIncludedType: false };
    const passwords = 2000;
    for (let n = 0; n < passwords; n += 1) {
      for (const each of newPassword(rules, random)) {
        counts.set(each, (counts.get(each) ?? 0) + 1);
      }
    }
    expect(counts.size).toBe(94);
    const mean = (passwords * 128) / 94;
    const chiSquare = [...counts.values()].reduce((sum, count) => sum + (count - mean) ** 2 / mean, 0);
    // 93 degrees of freedom: above 175 once in two million streams. Bytes modulo 94 would give more than 20,000.
    expect(chiSquare).toBeLessThan(175);
  });
});
