import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { AccessError, createAccess, newSession, type NewSessionOptions, PolicyError } from "@keyferry/access";
import { account, allow, createTestSealer, MapCredentials, policy, root } from "./world.ts";

const sealer = createTestSealer();
const now = Date.UTC(2026, 0, 31);
const role = { account, name: "reader", maxSessionSeconds: 7200 };
const access = createAccess({ credentials: new MapCredentials(), sealer, root });

function session(options: Partial<NewSessionOptions> = {}) {
  return newSession({ role, sessionName: "tests", now, ...options }, sealer);
}

function open(made: { accessKeyId: string; securityToken: string }, at = now) {
  return access.sessionKey({ accessKeyId: made.accessKeyId, securityToken: made.securityToken, now: at });
}

function opened(made: { accessKeyId: string; securityToken: string }) {
  const answer = open(made);
  if ("fault" in answer) throw new Error(answer.fault);
  return answer.key;
}

describe("a new session", () => {
  it("has an access key, a secret, a token and an end", () => {
    const made = session();
    expect(made.accessKeyId).toMatch(/^STS\.[A-Za-z0-9_-]{24}$/);
    expect(made.accessKeySecret).toMatch(/^[A-Za-z0-9_-]{43}$/);
    expect(made.securityToken).toMatch(/^[A-Za-z0-9+/]+=*$/);
    expect(made.expiration).toBe(now + 3_600_000);
    expect(made.principal).toEqual({
      type: "role",
      account,
      name: "reader",
      arn: `acs:ram::${account}:assumed-role/reader/tests`,
      session: { name: "tests", policy: null, accessKeyId: made.accessKeyId },
    });
  });

  it("can be opened wherever the same root key is, without a read of the store", () => {
    const made = session({ policy: JSON.stringify(policy(allow("kms:Encrypt"))) });
    const credentials = new MapCredentials();
    const elsewhere = createAccess({ credentials, sealer, root });
    const { accessKeyId, securityToken } = made;
    const answer = elsewhere.sessionKey({ accessKeyId, securityToken, now });
    expect(answer).toEqual({
      key: {
        id: accessKeyId,
        secret: new TextEncoder().encode(made.accessKeySecret),
        active: true,
        principal: made.principal,
      },
    });
    expect(credentials.reads).toBe(0);
  });

  it("never has the key or the secret of another", () => {
    const many = Array.from({ length: 50 }, () => session());
    for (const part of ["accessKeyId", "accessKeySecret", "securityToken"] as const) {
      expect(new Set(many.map((made) => made[part])).size).toBe(50);
    }
  });

  it("does not show its secret in its token", () => {
    const made = session();
    expect(Buffer.from(made.securityToken, "base64").includes(made.accessKeySecret)).toBe(false);
  });

  it("has every buffer with its secret wiped", () => {
    const seen: Uint8Array[] = [];
    const random = (length: number) => {
      const bytes = crypto.getRandomValues(new Uint8Array(length));
      seen.push(bytes);
      return bytes;
    };
    const watched = {
      ...sealer,
      seal(label: Parameters<typeof sealer.seal>[0], plaintext: Uint8Array) {
        seen.push(plaintext);
        return sealer.seal(label, plaintext);
      },
    };
    newSession({ role, sessionName: "tests", now, random }, watched);
    expect(seen).toHaveLength(3);
    expect(seen.every((bytes) => bytes.every((byte) => byte === 0))).toBe(true);
  });

  it("hands out a copy of its secret, so that wiping it harms nobody", () => {
    const made = session();
    opened(made).secret.fill(0);
    expect(new TextDecoder().decode(opened(made).secret)).toBe(made.accessKeySecret);
  });

  it("keeps its policy as it was understood", () => {
    const document = policy(allow("kms:*"));
    const spaced = JSON.stringify(document, null, 2);
    expect(opened(session({ policy: spaced })).principal.session?.policy).toBe(JSON.stringify(document));
  });

  it("takes the longest policy in the widest letters", () => {
    const wide = policy(
      allow("*", `acs:kms:*:*:${"\u4e2d".repeat(900)}`),
      allow("*", `acs:kms:*:*:${"\u4e2d".repeat(900)}`),
    );
    const text = JSON.stringify(wide);
    expect(text.length).toBeGreaterThan(1900);
    expect(opened(session({ policy: text, sessionName: "s".repeat(64) })).principal.session?.policy).toBe(
      text,
    );
  });

  it.each<[number | undefined, number, number]>([
    [undefined, 43_200, 3600],
    [undefined, 1800, 1800],
    [900, 3600, 900],
    [7200, 7200, 7200],
  ])("of %s seconds, where the role allows %i, lasts %i", (durationSeconds, maxSessionSeconds, seconds) => {
    const { expiration } = session({ role: { ...role, maxSessionSeconds }, durationSeconds });
    expect(expiration).toBe(now + 1000 * seconds);
  });

  it.each<[string, Partial<NewSessionOptions>]>([
    ["a name of one character", { sessionName: "a" }],
    ["a name of 65 characters", { sessionName: "a".repeat(65) }],
    ["a name with a slash", { sessionName: "a/b" }],
    ["899 seconds", { durationSeconds: 899 }],
    ["7201 seconds", { durationSeconds: 7201 }],
    ["half a second", { durationSeconds: 900.5 }],
    ["no number", { durationSeconds: NaN }],
  ])("is refused with %s", (_, options) => {
    expect(() => session(options)).toThrow(expect.objectContaining({ reason: "invalid" }));
    expect(() => session(options)).toThrow(AccessError);
  });

  it.each<[string, string]>([
    ["no JSON", "{"],
    ["empty", ""],
    ["too long", JSON.stringify(policy(allow("*"))) + " ".repeat(2048)],
    ["at fault", JSON.stringify(policy({ ...allow("*"), Condition: { Is: {} } }))],
    ["a key policy", JSON.stringify(policy({ ...allow("kms:*"), Principal: { RAM: "acs:ram::1:root" } }))],
  ])("is refused with a policy that is %s", (_, text) => {
    expect(() => session({ policy: text })).toThrow(PolicyError);
  });
});

describe("a token", () => {
  const made = session();

  it("of another access key is a mismatch", () => {
    expect(open({ ...made, accessKeyId: session().accessKeyId })).toEqual({ fault: "mismatch" });
    expect(open({ ...made, accessKeyId: "LTAI-ci" })).toEqual({ fault: "mismatch" });
    expect(open({ ...made, accessKeyId: "" })).toEqual({ fault: "mismatch" });
  });

  it("of another access key is a mismatch even when it has expired", () => {
    expect(open({ ...made, accessKeyId: "LTAI-ci" }, made.expiration)).toEqual({ fault: "mismatch" });
  });

  it("is good until its end, and expired from then on", () => {
    expect(open(made, made.expiration - 1)).toHaveProperty("key");
    expect(open(made, made.expiration)).toEqual({ fault: "expired" });
  });

  it("of another root key is malformed", () => {
    const stranger = newSession({ role, sessionName: "tests", now }, createTestSealer());
    expect(open(stranger)).toEqual({ fault: "malformed" });
  });

  it.each([
    ["empty", ""],
    ["not base64", "!!!!"],
    ["base64 for URLs", "_-_-"],
    ["base64 with a line break", `${made.securityToken.slice(0, 64)}\n${made.securityToken.slice(64)}`],
    ["cut", made.securityToken.slice(0, -4)],
    ["longer than any", "A".repeat(16_388)],
    ["a few bytes", "AQID"],
  ])("that is %s is malformed", (_, securityToken) => {
    expect(open({ ...made, securityToken })).toEqual({ fault: "malformed" });
  });

  it("has one spelling: bits that base64 leaves unused count", () => {
    const padded = ["aa", "aaa", "aaaa"].map((sessionName) => session({ sessionName }));
    const { accessKeyId, securityToken } = padded.find((one) => one.securityToken.endsWith("==")) ?? made;
    expect(securityToken).toMatch(/[AQgw]==$/);
    const respelt = `${securityToken.slice(0, -3)}${String.fromCharCode(securityToken.charCodeAt(securityToken.length - 3) + 1)}==`;
    expect(Buffer.from(respelt, "base64")).toEqual(Buffer.from(securityToken, "base64"));
    expect(open({ accessKeyId, securityToken })).toHaveProperty("key");
    expect(open({ accessKeyId, securityToken: respelt })).toEqual({ fault: "malformed" });
  });

  it("that is another kind of sealed record is malformed", () => {
    const sealed = sealer.seal({ kind: "root key check" }, new Uint8Array(64));
    expect(open({ ...made, securityToken: Buffer.from(sealed).toString("base64") })).toEqual({
      fault: "malformed",
    });
  });

  it("is not opened when it is too long: no work is done for it", () => {
    let count = 0;
    const counting = {
      ...sealer,
      open: (...parameters: Parameters<typeof sealer.open>) => {
        count += 1;
        return sealer.open(...parameters);
      },
    };
    const counted = createAccess({ credentials: new MapCredentials(), sealer: counting, root });
    counted.sessionKey({ accessKeyId: "x", securityToken: "A".repeat(1_000_000), now });
    expect(count).toBe(0);
    counted.sessionKey({ ...made, now });
    expect(count).toBe(1);
  });

  it("with any character altered is malformed", () => {
    const alphabet = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/=";
    fc.assert(
      fc.property(
        fc.nat({ max: made.securityToken.length - 1 }),
        fc.constantFrom(...Array.from(alphabet)),
        (index, letter) => {
          fc.pre(made.securityToken[index] !== letter);
          const securityToken =
            made.securityToken.slice(0, index) + letter + made.securityToken.slice(index + 1);
          expect(open({ ...made, securityToken })).toEqual({ fault: "malformed" });
        },
      ),
      { numRuns: 500 },
    );
  });

  it("wipes the secret of a session that is refused", () => {
    const plaintexts: Uint8Array[] = [];
    const watched = {
      ...sealer,
      open: (...parameters: Parameters<typeof sealer.open>) => {
        const plaintext = sealer.open(...parameters);
        plaintexts.push(plaintext);
        return plaintext;
      },
    };
    const watching = createAccess({ credentials: new MapCredentials(), sealer: watched, root });
    for (const at of [now, made.expiration]) watching.sessionKey({ ...made, now: at });
    expect(plaintexts).toHaveLength(2);
    expect(plaintexts.every((bytes) => bytes.every((byte) => byte === 0))).toBe(true);
  });

  it("is not looked at after closing", () => {
    const closed = createAccess({ credentials: new MapCredentials(), sealer, root });
    closed.close();
    expect(() => closed.sessionKey({ ...made, now })).toThrow(expect.objectContaining({ reason: "closed" }));
  });
});
