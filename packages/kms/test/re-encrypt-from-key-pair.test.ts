import { constants, publicEncrypt } from "node:crypto";
import type { AsymmetricKeySpec } from "@keyferry/algorithms";
import { sm2CiphertextToDer } from "@keyferry/crypto";
import {
  asymmetricEncrypt,
  createAlias,
  createKeyVersion,
  decrypt,
  encodeBase64,
  reEncrypt,
  type RequestOf,
} from "@keyferry/protocol";
import { beforeAll, beforeEach, describe, expect, it } from "vitest";
import { newKeyPair, publicKeyOf, type NamedVersion } from "./key-pairs.ts";
import { as, bytes, createService, outcomeOf, refusalOf, type Service } from "./service.ts";

type Algorithm = RequestOf<typeof asymmetricEncrypt>["Algorithm"];

const plaintext = bytes("comes in from outside");
const sources: readonly (readonly [Algorithm, AsymmetricKeySpec])[] = [
  ["RSAES_OAEP_SHA_256", "RSA_2048"],
  ["RSAES_OAEP_SHA_1", "RSA_2048"],
  ["SM2PKE", "EC_SM2"],
];

let service: Service;
let DestinationKeyId: string;

beforeAll(async () => {
  service = await createService({
    users: [{ name: "ci", statements: [{ Effect: "Deny", Action: "*", Resource: "*" }] }],
  });
});
beforeEach(async () => {
  DestinationKeyId = await service.newKey();
});

const encryptUnder = async (version: NamedVersion, Algorithm: Algorithm) =>
  (await service.call(asymmetricEncrypt, { ...version, Algorithm, Plaintext: plaintext })).CiphertextBlob;

/** The request for a ciphertext of a new key pair. */
async function requestFrom(Algorithm: Algorithm, spec: AsymmetricKeySpec) {
  const version = await newKeyPair(service, spec, "ENCRYPT/DECRYPT");
  return {
    CiphertextBlob: await encryptUnder(version, Algorithm),
    SourceKeyId: version.KeyId,
    SourceKeyVersionId: version.KeyVersionId,
    SourceEncryptionAlgorithm: Algorithm,
    DestinationKeyId,
  };
}

describe.each(sources)("ReEncrypt of a ciphertext of %s under %s", (Algorithm, spec) => {
  it.each(["Aliyun_AES_256", "Aliyun_SM4"] as const)(
    "moves its plaintext to a key of %s, as the base64 text that AsymmetricDecrypt answers",
    async (KeySpec) => {
      const destination = await service.newKey({ KeySpec });
      const request = { ...(await requestFrom(Algorithm, spec)), DestinationKeyId: destination };
      const { CiphertextBlob } = await service.call(reEncrypt, request);
      expect(await service.call(decrypt, { CiphertextBlob })).toMatchObject({
        KeyId: destination,
        Plaintext: encodeBase64(plaintext),
      });
    },
  );

  it("answers key and version of the source", async () => {
    const request = await requestFrom(Algorithm, spec);
    expect(await service.call(reEncrypt, request)).toMatchObject({
      KeyId: request.SourceKeyId,
      KeyVersionId: request.SourceKeyVersionId,
    });
  });

  it("puts a context on", async () => {
    const EncryptionContext = [["tenant", "7"]] as const;
    const request = {
      ...(await requestFrom(Algorithm, spec)),
      DestinationEncryptionContext: EncryptionContext,
    };
    const { CiphertextBlob } = await service.call(reEncrypt, request);
    expect(await outcomeOf(service.call(decrypt, { CiphertextBlob, EncryptionContext }))).toBe("OK");
    expect(await outcomeOf(service.call(decrypt, { CiphertextBlob }))).toBe("InvalidParameter");
  });

  it("does not open one that was altered, and names CiphertextBlob", async () => {
    const request = await requestFrom(Algorithm, spec);
    const CiphertextBlob = request.CiphertextBlob.map((byte, place) => (place === 100 ? byte ^ 1 : byte));
    const refusal = await refusalOf(service.call(reEncrypt, { ...request, CiphertextBlob }));
    expect(refusal).toMatchObject({ code: "InvalidParameter", status: 400 });
    expect(refusal.message).toContain(" CiphertextBlob: ");
  });

  it("needs to know key and version", async () => {
    const { SourceKeyId, SourceKeyVersionId, ...rest } = await requestFrom(Algorithm, spec);
    const refusals = [
      await refusalOf(service.call(reEncrypt, { ...rest, SourceKeyVersionId })),
      await refusalOf(service.call(reEncrypt, { ...rest, SourceKeyId })),
    ];
    expect(refusals.map(({ code }) => code)).toEqual(["MissingParameter", "MissingParameter"]);
    expect(refusals[0]?.message).toContain('"SourceKeyId"');
    expect(refusals[1]?.message).toContain('"SourceKeyVersionId"');
  });
});

describe("ReEncrypt from a key pair", () => {
  it("takes what OpenSSL encrypted, even nothing", async () => {
    const version = await newKeyPair(service, "RSA_2048", "ENCRYPT/DECRYPT");
    const options = { padding: constants.RSA_PKCS1_OAEP_PADDING, oaepHash: "sha256" };
    for (const message of [plaintext, new Uint8Array(0)]) {
      const made = publicEncrypt({ key: await publicKeyOf(service, version), ...options }, message);
      const { CiphertextBlob } = await service.call(reEncrypt, {
        CiphertextBlob: new Uint8Array(made),
        SourceKeyId: version.KeyId,
        SourceKeyVersionId: version.KeyVersionId,
        SourceEncryptionAlgorithm: "RSAES_OAEP_SHA_256",
        DestinationKeyId,
      });
      expect((await service.call(decrypt, { CiphertextBlob })).Plaintext).toBe(encodeBase64(message));
    }
  });

  it("takes an SM2 ciphertext in DER", async () => {
    const request = await requestFrom("SM2PKE", "EC_SM2");
    const CiphertextBlob = sm2CiphertextToDer(request.CiphertextBlob);
    expect(await outcomeOf(service.call(reEncrypt, { ...request, CiphertextBlob }))).toBe("OK");
  });

  it("takes source and destination by their aliases", async () => {
    const request = await requestFrom("SM2PKE", "EC_SM2");
    await service.call(createAlias, { KeyId: request.SourceKeyId, AliasName: "alias/source" });
    await service.call(createAlias, { KeyId: DestinationKeyId, AliasName: "alias/destination" });
    const byAlias = { ...request, SourceKeyId: "alias/source", DestinationKeyId: "alias/destination" };
    expect(await service.call(reEncrypt, byAlias)).toMatchObject({ KeyId: request.SourceKeyId });
  });

  it("opens with the version that is named, not with another of the key", async () => {
    const request = await requestFrom("SM2PKE", "EC_SM2");
    const { KeyVersion } = await service.call(createKeyVersion, { KeyId: request.SourceKeyId });
    const withOther = { ...request, SourceKeyVersionId: KeyVersion.KeyVersionId };
    expect(await outcomeOf(service.call(reEncrypt, withOther))).toBe("InvalidParameter");
    expect(await outcomeOf(service.call(reEncrypt, request))).toBe("OK");
  });

  it("refuses an algorithm that is not for the source, and names it", async () => {
    const request = await requestFrom("SM2PKE", "EC_SM2");
    const wrong = { ...request, SourceEncryptionAlgorithm: "RSAES_OAEP_SHA_256" } as const;
    const refusal = await refusalOf(service.call(reEncrypt, wrong));
    expect(refusal.code).toBe("InvalidParameter");
    expect(refusal.message).toContain(" SourceEncryptionAlgorithm: ");
  });

  it("refuses a source that signs", async () => {
    const { KeyId, KeyVersionId } = await newKeyPair(service, "EC_SM2", "SIGN/VERIFY");
    const request = await requestFrom("SM2PKE", "EC_SM2");
    const signing = { ...request, SourceKeyId: KeyId, SourceKeyVersionId: KeyVersionId };
    expect(await outcomeOf(service.call(reEncrypt, signing))).toBe("Rejected.UnsupportedOperation");
  });

  it("refuses a key pair as its destination", async () => {
    const request = await requestFrom("SM2PKE", "EC_SM2");
    const { KeyId } = await newKeyPair(service, "EC_SM2", "ENCRYPT/DECRYPT");
    expect(await outcomeOf(service.call(reEncrypt, { ...request, DestinationKeyId: KeyId }))).toBe(
      "UnsupportedOperation",
    );
  });

  it("does not find a version that is not there, nor one of another key", async () => {
    const request = await requestFrom("SM2PKE", "EC_SM2");
    const other = await newKeyPair(service, "EC_SM2", "ENCRYPT/DECRYPT");
    for (const SourceKeyVersionId of ["version-none", other.KeyVersionId]) {
      expect(await outcomeOf(service.call(reEncrypt, { ...request, SourceKeyVersionId }))).toBe(
        "Forbidden.KeyVersionNotFound",
      );
    }
  });

  it.each([
    ["Enabled", "OK"],
    ["Disabled", "Rejected.Disabled"],
    ["PendingDeletion", "Rejected.PendingDeletion"],
    ["PendingImport", "Rejected.PendingImport"],
  ] as const)("with the source in %s: %s", async (state, outcome) => {
    const request = await requestFrom("SM2PKE", "EC_SM2");
    await service.setState(request.SourceKeyId, state);
    expect(await outcomeOf(service.call(reEncrypt, request))).toBe(outcome);
  });

  it("asks for permission on both keys, and tells of both", async () => {
    const request = await requestFrom("SM2PKE", "EC_SM2");
    const trail = { resources: [] as string[], custodies: [], keyVersions: [] };
    const refusal = await refusalOf(service.call(reEncrypt, request, as("ci"), trail));
    expect(refusal.code).toBe("Forbidden.NoPermission");
    expect(refusal.message).toContain(`kms:ReEncryptFrom on acs:kms:`);
    expect(trail.resources.map((resource) => resource.replace(/^.*key\//, ""))).toEqual([
      request.SourceKeyId,
      DestinationKeyId,
    ]);
  });
});
