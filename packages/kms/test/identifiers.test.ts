import { randomBytes } from "node:crypto";
import { newInstanceId, newKeyIds, newUuid } from "@keyferry/kms";
import { createKey, describeKey, describeKeyVersion, getKmsInstance, parseRequest } from "@keyferry/protocol";
import { describe, expect, it } from "vitest";
import { createService } from "./service.ts";

const uuid = /^[0-9a-f]{8}-[0-9a-f]{4}-4[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/;
const random = (length: number) => new Uint8Array(randomBytes(length));

describe("ids", () => {
  it("of keys and versions outside instances are lower-case UUIDs", async () => {
    const { call } = await createService();
    const { KeyId, PrimaryKeyVersion } = (await call(createKey, {})).KeyMetadata;
    expect(KeyId).toMatch(uuid);
    expect(PrimaryKeyVersion).toMatch(uuid);
    expect(KeyId).not.toBe(PrimaryKeyVersion);
  });

  it("of keys inside an instance are key- and 21 characters, of versions 10 more", async () => {
    const { call, newInstance } = await createService();
    const DKMSInstanceId = await newInstance();
    const { KeyId, PrimaryKeyVersion } = (await call(createKey, { DKMSInstanceId })).KeyMetadata;
    expect(KeyId).toMatch(/^key-[0-9a-z]{21}$/);
    expect(PrimaryKeyVersion.slice(0, 26)).toBe(`${KeyId}-`);
    expect(PrimaryKeyVersion.slice(26)).toMatch(/^[0-9a-z]{10}$/);
  });

  it.each([null, "kst-a"])("of versions have 36 characters (instance %s)", (instance) => {
    expect(newKeyIds(instance, random).versionId).toHaveLength(36);
  });

  it("of instances are kst- and 21 characters", () => {
    expect(newInstanceId(random)).toMatch(/^kst-[0-9a-z]{21}$/);
  });

  it.each([null, "kst-a"])("are of the forms that requests may have (instance %s)", (instance) => {
    for (let made = 0; made < 100; made += 1) {
      const { keyId: KeyId, versionId: KeyVersionId } = newKeyIds(instance, random);
      const sent = new Map(Object.entries({ KeyId, KeyVersionId }));
      expect(parseRequest(describeKeyVersion, sent)).toEqual({ KeyId, KeyVersionId });
      const arn = new Map([["KeyId", `acs:kms:cn-hangzhou:1000000000000000:key/${KeyId}`]]);
      expect(parseRequest(describeKey, arn)).toHaveProperty("KeyId");
      const KmsInstanceId = newInstanceId(random);
      expect(parseRequest(getKmsInstance, new Map([["KmsInstanceId", KmsInstanceId]]))).toEqual({
        KmsInstanceId,
      });
    }
  });

  it("are what the random bytes make of them", () => {
    expect(newUuid((length) => new Uint8Array(length).fill(0xff))).toBe(
      "ffffffff-ffff-4fff-bfff-ffffffffffff",
    );
    expect(newUuid((length) => new Uint8Array(length))).toBe("00000000-0000-4000-8000-000000000000");
  });

  it("favour no character: bytes from 252 on are thrown away", () => {
    let next = 0;
    const counting = (length: number) => Uint8Array.from({ length }, () => next++ % 256);
    const text = Array.from({ length: 1000 }, () => newInstanceId(counting).slice(4)).join("");
    next = 250;
    expect(newInstanceId(counting).slice(4, 14)).toBe("yz01234567");
    expect(new Set(text).size).toBe(36);
  });
});
