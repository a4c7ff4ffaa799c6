import pkcs11 from "pkcs11js";
import { describe, expect, it } from "vitest";
import type { ModuleFindings, ModuleSource, ModuleWrapping } from "../src/calls.ts";
import { createBodies } from "../src/module/keys/bodies.ts";
import type { TokenKeys } from "../src/module/keys/token-keys.ts";
import { CryptokiError } from "../src/module/session/cryptoki-error.ts";
import type { Session } from "../src/module/session/session.ts";

const mac = Buffer.alloc(32, 5);
const source: ModuleSource = {
  key: { versionId: "1".repeat(36), spec: "Aliyun_AES_256", id: new Uint8Array(16) },
  binding: new Uint8Array(69),
  body: Buffer.concat([Buffer.of(2), Buffer.alloc(40, 1), mac]),
};
const findings = {
  keyWrapMechanism: 1,
  dataKeyLengths: { min: 16, max: 256, multipleOf: 8 },
} as ModuleFindings;
const keys = { find: () => Buffer.of(9) } as unknown as TokenKeys;
const wrapping = (length: number): ModuleWrapping => ({
  modulus: Buffer.alloc(length, 3),
  exponent: Buffer.of(1, 0, 1),
  hash: "sha1",
});

/** A session that notes what is done in it. The length of a public key's modulus says what becomes of it. */
function recordingSession(refusals: Readonly<Record<number, CryptokiError>> = {}) {
  const calls: string[] = [];
  let modulus = 0;
  const session = {
    sign: () => mac,
    unwrap: () => {
      calls.push("unwrap");
      return Buffer.of(1);
    },
    createObject: (template: readonly (readonly [number, unknown])[]) => {
      const [, value] = template.find(([type]) => type === pkcs11.CKA_MODULUS) ?? [];
      modulus = (value as Buffer).length;
      calls.push("public key");
      return Buffer.of(2);
    },
    read: (_: Buffer, attribute: number) => Buffer.of(attribute === pkcs11.CKA_EXTRACTABLE ? 1 : 0),
    wrap: () => {
      const refusal = refusals[modulus];
      if (refusal !== undefined) throw refusal;
      calls.push("wrap");
      return Buffer.alloc(modulus, 4);
    },
    destroyObject: (object: Buffer) => {
      calls.push(object[0] === 1 ? "destroy data key" : "destroy public key");
    },
  };
  return { calls, session: session as unknown as Session };
}

describe("a data key for several recipients, in a module,", () => {
  const bodies = createBodies(keys, findings, { verifyOutput: true });

  it("is unwrapped once, wrapped for each, and destroyed after the last", () => {
    const { calls, session } = recordingSession();
    const answers = bodies.rewrapForEach(session, source, [wrapping(256), wrapping(128)]);
    expect(answers).toEqual([Buffer.alloc(256, 4), Buffer.alloc(128, 4)]);
    const served = ["public key", "wrap", "destroy public key"];
    expect(calls).toEqual(["unwrap", ...served, ...served, "destroy data key"]);
  });

  it("goes to the others where the module does not take one of them, or the key is too long for it", () => {
    const { calls, session } = recordingSession({
      1: new CryptokiError("C_WrapKey", "CKR_WRAPPING_KEY_SIZE_RANGE", 0x114),
      2: new CryptokiError("C_WrapKey", "CKR_KEY_SIZE_RANGE", 0x62),
    });
    expect(bodies.rewrapForEach(session, source, [wrapping(1), wrapping(2), wrapping(3)])).toEqual([
      {
        reason: "unsupported",
        message:
          "this module does not wrap for that recipient: C_WrapKey answered CKR_WRAPPING_KEY_SIZE_RANGE",
      },
      { reason: "payload too long", message: "the data key is too long for the padding" },
      Buffer.alloc(3, 4),
    ]);
    expect(calls.filter((call) => call.startsWith("destroy"))).toHaveLength(4);
  });

  it.each([
    ["the session is lost", "CKR_DEVICE_REMOVED", 0x32],
    ["the module fails in general", "CKR_GENERAL_ERROR", 0x05],
    ["a function fails", "CKR_FUNCTION_FAILED", 0x06],
  ])("goes to nobody more, and blames no recipient, where %s", (_, name, code) => {
    const { calls, session } = recordingSession({ 1: new CryptokiError("C_WrapKey", name, code) });
    expect(() => bodies.rewrapForEach(session, source, [wrapping(1), wrapping(2)])).toThrow(
      new CryptokiError("C_WrapKey", name, code),
    );
    expect(calls).not.toContain("wrap");
    expect(calls.at(-1)).toBe("destroy data key");
  });

  it("has the refusal of a recipient that it has of it alone", () => {
    const code = new CryptokiError("C_WrapKey", "CKR_WRAPPING_KEY_SIZE_RANGE", 0x114);
    const { session } = recordingSession({ 1: code });
    const [refusal] = bodies.rewrapForEach(session, source, [wrapping(1)]);
    expect(refusal).toMatchObject({ reason: "unsupported" });
    expect(() => bodies.rewrap(session, source, wrapping(1))).toThrow(expect.objectContaining(refusal));
  });
});
