import { createDecipheriv, hkdfSync, randomBytes } from "node:crypto";
import { createSealer, type SealLabel } from "@keyferry/crypto";
import { describe, expect, it } from "vitest";

const label = {
  kind: "key material",
  account: "1000000000000000",
  region: "cn-hangzhou",
  instance: "kst-a",
  keyId: "key-a",
  versionId: "version-1",
  spec: "Aliyun_AES_256",
} as const satisfies SealLabel;
const secretLabel = {
  kind: "access key secret",
  account: "1000000000000000",
  userName: "ci",
  accessKeyId: "LTAI-ci",
} as const satisfies SealLabel;
/** One of every kind. */
const labels: readonly SealLabel[] = [
  label,
  secretLabel,
  { kind: "security token" },
  { kind: "TLS key", certificate: "AB:CD", role: "CA" },
  { kind: "receipt key", spec: "Ed25519" },
  { kind: "root key check" },
];
/** Each label with each of its members changed. */
const changes = labels.flatMap((whole) =>
  Object.keys(whole)
    .filter((member) => member !== "kind")
    .map((member) => [whole.kind, member, whole, { ...whole, [member]: "another" }] as const),
);
const rootKey = new Uint8Array(randomBytes(32));
const sealer = createSealer(rootKey);
const secret = new Uint8Array(randomBytes(32));
const undecryptable = expect.objectContaining({ reason: "undecryptable" }) as Error;

/** A value with its type and its length before it. */
function field(tag: number, text: string): Buffer {
  const head = Buffer.alloc(5);
  head.writeUInt8(tag);
  head.writeUInt32BE(text.length, 1);
  return Buffer.concat([head, Buffer.from(text)]);
}

describe("a sealer", () => {
  it("opens what it sealed, of every kind", () => {
    for (const own of labels) expect(sealer.open(own, sealer.seal(own, secret))).toEqual(secret);
    expect(sealer.open(label, sealer.seal(label, new Uint8Array(0)))).toEqual(new Uint8Array(0));
  });

  it("writes a form byte, an IV, then AES-256-GCM under the sub-key of the kind, with form and label bound", () => {
    const sealed = sealer.seal(label, secret);
    expect(sealed).toHaveLength(1 + 12 + 32 + 16);
    const subKey = hkdfSync("sha256", rootKey, new Uint8Array(0), "keyferry/1/seal/key material", 32);
    const { kind, account, region, instance, keyId, versionId, spec } = label;
    const members = [kind, account, region, instance, keyId, versionId, spec].map((text) => field(1, text));
    const opener = createDecipheriv("aes-256-gcm", new Uint8Array(subKey), sealed.subarray(1, 13));
    opener.setAAD(Buffer.concat([Buffer.of(1), ...members])).setAuthTag(sealed.subarray(-16));
    expect(Buffer.concat([opener.update(sealed.subarray(13, -16)), opener.final()])).toEqual(
      Buffer.from(secret),
    );
  });

  it("spends another sub-key for each kind, and the root key itself for none", () => {
    const keys = labels.map(({ kind }) =>
      Buffer.from(hkdfSync("sha256", rootKey, "", `keyferry/1/seal/${kind}`, 32)).toString("hex"),
    );
    expect(new Set([...keys, Buffer.from(rootKey).toString("hex")]).size).toBe(labels.length + 1);
    for (const [index, own] of labels.entries()) {
      const sealed = sealer.seal(own, secret);
      const opened = keys.map((key) => decipher(Buffer.from(key, "hex"), sealed));
      // Without the tag, which binds the label: what comes out under the one right key is the secret.
      expect(opened.map((bytes) => bytes.equals(secret))).toEqual(labels.map((_, other) => other === index));
      expect(decipher(rootKey, sealed).equals(secret)).toBe(false);
    }
  });

  it("never seals twice alike", () => {
    expect(sealer.seal(label, secret)).not.toEqual(sealer.seal(label, secret));
  });

  it.each(changes)("does not open a %s under another %s", (_kind, _member, own, other) => {
    const sealed = sealer.seal(own, secret);
    expect(() => sealer.open(other, sealed)).toThrow(undecryptable);
  });

  it("does not open a record as one of another kind", () => {
    for (const own of labels) {
      const sealed = sealer.seal(own, secret);
      for (const other of labels.filter(({ kind }) => kind !== own.kind)) {
        expect(() => sealer.open(other, sealed)).toThrow(undecryptable);
      }
    }
  });

  it.each<[string, SealLabel]>([
    ["the border between two members elsewhere", { ...label, keyId: "key-", versionId: "aversion-1" }],
    ["no instance", { ...label, instance: null }],
    ["an instance without a name", { ...label, instance: "" }],
    ["two members swapped", { ...label, keyId: label.versionId, versionId: label.keyId }],
  ])("does not open key material under a label with %s", (_what, other) => {
    const sealed = sealer.seal(label, secret);
    expect(() => sealer.open(other, sealed)).toThrow(undecryptable);
  });

  it("tells no instance from one without a name", () => {
    const sealed = sealer.seal({ ...label, instance: null }, secret);
    expect(() => sealer.open({ ...label, instance: "" }, sealed)).toThrow(undecryptable);
  });

  it("does not open under another root key", () => {
    const sealed = createSealer(new Uint8Array(randomBytes(32))).seal(label, secret);
    expect(() => sealer.open(label, sealed)).toThrow(undecryptable);
  });

  it("keeps nothing of the root key, of a Buffer neither, which the caller then wipes", () => {
    const buffer = Buffer.from(rootKey);
    const own = createSealer(buffer);
    buffer.fill(0);
    expect(sealer.open(label, own.seal(label, secret))).toEqual(secret);
  });

  it("does not open altered or cut bytes", () => {
    const sealed = sealer.seal(label, secret);
    for (let index = 0; index < sealed.length; index += 1) {
      const altered = sealed.slice();
      altered[index] = (altered[index] ?? 0) ^ 1;
      expect(() => sealer.open(label, altered)).toThrow(undecryptable);
      expect(() => sealer.open(label, sealed.subarray(0, index))).toThrow(undecryptable);
    }
  });

  it("wants a root key of 32 bytes", () => {
    expect(() => createSealer(new Uint8Array(16))).toThrow(RangeError);
  });

  it("leaves the secret out of its errors", () => {
    const sealed = sealer.seal(label, secret);
    expect(() => sealer.open({ ...label, versionId: "other" }, sealed)).toThrow(
      /^the sealed key material does not open/,
    );
  });
});

/** What is under AES-256-CTR, which is what GCM encrypts with: the tag is not looked at. */
function decipher(key: Uint8Array, sealed: Uint8Array): Buffer {
  const opener = createDecipheriv("aes-256-gcm", key, sealed.subarray(1, 13));
  return opener.update(sealed.subarray(13, -16));
}
