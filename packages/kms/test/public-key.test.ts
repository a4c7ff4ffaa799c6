import { createPrivateKey, createPublicKey } from "node:crypto";
import { parseRecipientKey } from "@keyferry/crypto";
import { createAlias, createKeyVersion, describeKey, getPublicKey } from "@keyferry/protocol";
import { beforeAll, describe, expect, it } from "vitest";
import { newKeyPair, newSm2PrivateKey, publicKeyOf, putKey } from "./key-pairs.ts";
import { createService, refusalOf, type Service } from "./service.ts";

let service: Service;
beforeAll(async () => {
  service = await createService();
});

describe("GetPublicKey", () => {
  it.each(["RSA_2048", "RSA_3072", "EC_P256", "EC_P256K", "EC_SM2"] as const)(
    "answers that of %s as SubjectPublicKeyInfo in PEM: lines of 64 characters, a line feed at the end",
    async (spec) => {
      const version = await newKeyPair(service, spec, "SIGN/VERIFY");
      const { PublicKey, ...ids } = await service.call(getPublicKey, version);
      expect(ids).toEqual(version);
      // OpenSSL writes PEM in the same form.
      const key = createPublicKey(PublicKey);
      expect(key.export({ type: "spki", format: "pem" })).toBe(PublicKey);
      const lines = PublicKey.split("\n");
      expect(lines.at(0)).toBe("-----BEGIN PUBLIC KEY-----");
      expect(lines.slice(-2)).toEqual(["-----END PUBLIC KEY-----", ""]);
      for (const line of lines.slice(1, -3)) expect(line).toHaveLength(64);
    },
  );

  it.each([
    ["RSA_2048", { asymmetricKeyType: "rsa", modulusLength: 2048, publicExponent: 65537n }],
    ["RSA_3072", { asymmetricKeyType: "rsa", modulusLength: 3072, publicExponent: 65537n }],
    ["EC_P256", { asymmetricKeyType: "ec", namedCurve: "prime256v1" }],
    ["EC_P256K", { asymmetricKeyType: "ec", namedCurve: "secp256k1" }],
  ] as const)("answers a key of the right kind for %s", async (spec, expected) => {
    const pem = await publicKeyOf(service, await newKeyPair(service, spec, "SIGN/VERIFY"));
    const { asymmetricKeyType, asymmetricKeyDetails } = createPublicKey(pem);
    expect({ asymmetricKeyType, ...asymmetricKeyDetails }).toEqual(expected);
  });

  it("answers a key of EC_SM2 on its curve", async () => {
    const pem = await publicKeyOf(service, await newKeyPair(service, "EC_SM2", "ENCRYPT/DECRYPT"));
    const der = createPublicKey(pem).export({ type: "spki", format: "der" });
    expect(() => parseRecipientKey(new Uint8Array(der), "EC_SM2")).not.toThrow();
  });

  it("answers the key that belongs to the private one", async () => {
    const privateKey = await newSm2PrivateKey();
    const version = await putKey(service, "EC_SM2", "SIGN/VERIFY", { material: privateKey });
    const own = createPrivateKey({ key: Buffer.from(privateKey), format: "der", type: "pkcs8" });
    expect(await publicKeyOf(service, version)).toBe(
      createPublicKey(own).export({ type: "spki", format: "pem" }),
    );
  });

  it("answers the same key each time, and another for each version", async () => {
    const first = await newKeyPair(service, "EC_P256", "SIGN/VERIFY");
    const { KeyVersion } = await service.call(createKeyVersion, { KeyId: first.KeyId });
    const keys = [
      await publicKeyOf(service, first),
      await publicKeyOf(service, first),
      await publicKeyOf(service, { ...first, KeyVersionId: KeyVersion.KeyVersionId }),
    ];
    expect(keys[1]).toBe(keys[0]);
    expect(keys[2]).not.toBe(keys[0]);
  });

  it("takes the key by its alias and answers its id", async () => {
    const { KeyId, KeyVersionId } = await newKeyPair(service, "EC_P256", "SIGN/VERIFY");
    await service.call(createAlias, { KeyId, AliasName: "alias/pair" });
    expect(await service.call(getPublicKey, { KeyId: "alias/pair", KeyVersionId })).toMatchObject({ KeyId });
  });

  it("has nothing to answer for a symmetric key", async () => {
    const KeyId = await service.newKey();
    const { KeyMetadata } = await service.call(describeKey, { KeyId });
    const refusal = await refusalOf(
      service.call(getPublicKey, { KeyId, KeyVersionId: KeyMetadata.PrimaryKeyVersion }),
    );
    expect(refusal).toMatchObject({ code: "Rejected.UnsupportedOperation", status: 400 });
  });

  it("answers the same key while the key is disabled", async () => {
    const version = await newKeyPair(service, "EC_SM2", "SIGN/VERIFY");
    const enabled = await publicKeyOf(service, version);
    await service.setState(version.KeyId, "Disabled");
    expect(await publicKeyOf(service, version)).toBe(enabled);
  });
});
