import { createDecipheriv, randomBytes } from "node:crypto";
import { createSealer, type SealLabel } from "@keyferry/crypto";
import { describe, expect, it } from "vitest";

const label: SealLabel = { kind: "key material", id: "version-1", detail: "Aliyun_AES_256" };
const rootKey = new Uint8Array(randomBytes(32));
const sealer = createSealer(rootKey);
const secret = new Uint8Array(randomBytes(32));
const undecryptable = expect.objectContaining({ reason: "undecryptable" }) as Error;

describe("a sealer", () => {
  it("opens what it sealed", () => {
    expect(sealer.open(label, sealer.seal(label, secret))).toEqual(secret);
    expect(sealer.open(label, sealer.seal(label, new Uint8Array(0)))).toEqual(new Uint8Array(0));
  });

  it("writes a form byte, an IV, then AES-256-GCM with the form and the label as associated data", () => {
    const sealed = sealer.seal(label, secret);
    expect(sealed).toHaveLength(1 + 12 + 32 + 16);
    const parts = [label.kind, label.id, label.detail].map((part) => {
      const length = Buffer.alloc(4);
      length.writeUInt32BE(part.length);
      return Buffer.concat([length, Buffer.from(part)]);
    });
    const opener = createDecipheriv("aes-256-gcm", rootKey, sealed.subarray(1, 13));
    opener.setAAD(Buffer.concat([Buffer.of(1), ...parts])).setAuthTag(sealed.subarray(-16));
    expect(Buffer.concat([opener.update(sealed.subarray(13, -16)), opener.final()])).toEqual(
      Buffer.from(secret),
    );
  });

  it("never seals twice alike", () => {
    expect(sealer.seal(label, secret)).not.toEqual(sealer.seal(label, secret));
  });

  it.each<[string, SealLabel]>([
    ["kind", { ...label, kind: "access key secret" }],
    ["id", { ...label, id: "version-2" }],
    ["detail", { ...label, detail: "Aliyun_SM4" }],
    ["border between id and detail", { ...label, id: "version-1A", detail: "liyun_AES_256" }],
  ])("does not open a record under another %s", (_what, other) => {
    const sealed = sealer.seal(label, secret);
    expect(() => sealer.open(other, sealed)).toThrow(undecryptable);
  });

  it("does not open under another root key", () => {
    const sealed = createSealer(new Uint8Array(randomBytes(32))).seal(label, secret);
    expect(() => sealer.open(label, sealed)).toThrow(undecryptable);
  });

  it("keeps a copy of the root key, of a Buffer too, which the caller then wipes", () => {
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

  it("keeps a root key of its own, so that the caller can wipe", () => {
    const mine = rootKey.slice();
    const own = createSealer(mine);
    mine.fill(0);
    expect(own.open(label, sealer.seal(label, secret))).toEqual(secret);
  });

  it("wants a root key of 32 bytes", () => {
    expect(() => createSealer(new Uint8Array(16))).toThrow(RangeError);
  });

  it("leaves the secret out of its errors", () => {
    const sealed = sealer.seal(label, secret);
    expect(() => sealer.open({ ...label, id: "other" }, sealed)).toThrow(
      /^the sealed key material does not open/,
    );
  });
});
