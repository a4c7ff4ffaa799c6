import { encrypt } from "@keyferry/protocol";
import { describe, expect, it } from "vitest";
import { createScrubber, maskQuoted } from "../src/masking/secret-values.ts";
import { visibleOf } from "../src/masking/visibility.ts";

const visible = visibleOf({ operation: encrypt, accessKeyId: undefined, host: undefined });

describe("what a message quotes", () => {
  const mask = (message: string) => maskQuoted(message, visible);

  it.each([
    ["nothing is quoted", "nothing is quoted"],
    ['has the parameter "KeyId" twice', 'has the parameter "KeyId" twice'],
    ['has the key "tenant" twice', 'has the key "[masked]" twice'],
    ['"KeyId", "a\\"b" and "c"', '"KeyId", "[masked]" and "[masked]"'],
    ['"" is empty', '"[masked]" is empty'],
    ['does not "end', 'does not "[masked]"'],
    ['ends in a backslash: "a\\', 'ends in a backslash: "[masked]"'],
    ['two quotes that do not end: "a\\"b', 'two quotes that do not end: "[masked]"'],
  ])("%j becomes %j", (message, masked) => {
    expect(mask(message)).toBe(masked);
  });

  it("is looked through once: quotes of quotation marks as well", () => {
    const message = '"\\'.repeat(200_000);
    const begin = performance.now();
    expect(mask(message)).toBe('"[masked]"');
    expect(performance.now() - begin).toBeLessThan(1_000);
  });
});

describe("secrets that are looked for", () => {
  const scrubberFor = (parameters: ReadonlyMap<string, string>) =>
    createScrubber(encrypt, parameters, new Map([["x-acs-security-token", "a token"]]), visible);

  it("are found as they are and as they are encoded, and so are names that hold content", () => {
    const scrub = scrubberFor(
      new Map([
        ["Plaintext", "attack at dawn"],
        ["EncryptionContext.tenant", "blue"],
        ["KeyId", "alias/a"],
      ]),
    );
    expect(scrub("attack at dawn, attack%20at%20dawn, attack%2520at%2520dawn")).toBe(
      "[masked], [masked], [masked]",
    );
    expect(scrub("EncryptionContext.tenant is blue, a token is not alias/a")).toBe(
      "EncryptionContext.[masked] is [masked], [masked] is not alias/a",
    );
  });

  it("are looked for in short texts only when there are very many: long ones are masked whole", () => {
    const parts = Array.from({ length: 900 }, (_, index): [string, string] => [
      `EncryptionContext.key${String(index)}`,
      `value${String(index)}`,
    ]);
    const scrub = scrubberFor(new Map(parts));
    expect(scrub("EncryptionContext.key899 is value899")).toBe("EncryptionContext.[masked] is [masked]");
    expect(scrub(`value1 ${"a".repeat(10_000)}`)).toBe("[masked]");
  });
});
