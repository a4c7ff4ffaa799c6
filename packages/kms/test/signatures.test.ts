import { constants, createHash, verify } from "node:crypto";
import type { AsymmetricKeySpec, SignatureAlgorithm } from "@keyferry/algorithms";
import {
  asymmetricSign,
  asymmetricVerify,
  createAlias,
  describeKey,
  encodeRequest,
  parseRequest,
} from "@keyferry/protocol";
import { beforeAll, describe, expect, it } from "vitest";
import { isLeftOut } from "../../../tools/testing/left-out.ts";
import { opensslVerify, sm2MessageOptions } from "../../../tools/testing/openssl.ts";
import { newKeyPair, publicKeyOf, type NamedVersion } from "./key-pairs.ts";
import { bytes, createService, outcomeOf, refusalOf, type Service } from "./service.ts";
import { sm2Digest } from "./sm2-digest.ts";

const message = bytes("order 42: 100 crates");

/** How a signature over the message's digest is verified over the message itself, by OpenSSL. */
type Verify = (publicKey: string, signature: Uint8Array) => boolean;
const byOpenssl =
  (options: object): Verify =>
  (key, signature) =>
    verify("sha256", message, { key, ...options }, signature);

const algorithms: readonly (readonly [SignatureAlgorithm, AsymmetricKeySpec, Verify])[] = [
  ...(["RSA_2048", "RSA_3072", "RSA_4096"] as const).flatMap((spec) => [
    [
      "RSA_PSS_SHA_256",
      spec,
      byOpenssl({ padding: constants.RSA_PKCS1_PSS_PADDING, saltLength: 32 }),
    ] as const,
    ["RSA_PKCS1_SHA_256", spec, byOpenssl({ padding: constants.RSA_PKCS1_PADDING })] as const,
  ]),
  ["ECDSA_SHA_256", "EC_P256", byOpenssl({ dsaEncoding: "der" })],
  ["ECDSA_SHA_256", "EC_P256K", byOpenssl({ dsaEncoding: "der" })],
  ["SM2DSA", "EC_SM2", (key, signature) => opensslVerify(key, message, signature, sm2MessageOptions)],
];

let service: Service;
const pairs = new Map<AsymmetricKeySpec, NamedVersion>();

beforeAll(async () => {
  service = await createService();
  const specs = new Set(algorithms.map(([, spec]) => spec));
  await Promise.all(
    [...specs].map(async (spec) => pairs.set(spec, await newKeyPair(service, spec, "SIGN/VERIFY"))),
  );
});

function pairOf(spec: AsymmetricKeySpec): NamedVersion {
  const pair = pairs.get(spec);
  if (pair === undefined) throw new Error(`there is no key of ${spec}`);
  return pair;
}

/** What a caller signs of the message. */
async function digestFor(Algorithm: SignatureAlgorithm, version: NamedVersion): Promise<Uint8Array> {
  if (Algorithm === "SM2DSA") return sm2Digest(await publicKeyOf(service, version), message);
  return new Uint8Array(createHash("sha256").update(message).digest());
}

async function sign(Algorithm: SignatureAlgorithm, version: NamedVersion) {
  const Digest = await digestFor(Algorithm, version);
  const { Value } = await service.call(asymmetricSign, { ...version, Algorithm, Digest });
  return { ...version, Algorithm, Digest, Value };
}

type Signed = Awaited<ReturnType<typeof sign>>;
const isRight = async (signed: Signed) => (await service.call(asymmetricVerify, signed)).Value;

/** The bytes with one bit of one of them changed. */
function changed(original: Uint8Array, place: number): Uint8Array {
  const copy = original.slice();
  copy[place] = (copy[place] ?? 0) ^ 1;
  return copy;
}

describe.each(algorithms)("AsymmetricSign with %s under %s", (Algorithm, spec, verifies) => {
  // node:crypto cannot be told of SM2's user, only the command can.
  const isCommand = Algorithm === "SM2DSA";

  it.skipIf(isCommand && isLeftOut("openssl"))(
    "makes a signature that OpenSSL verifies over the message",
    async () => {
      const version = pairOf(spec);
      const { Value } = await sign(Algorithm, version);
      expect(verifies(await publicKeyOf(service, version), Value)).toBe(true);
      expect(verifies(await publicKeyOf(service, version), changed(Value, Value.length - 1))).toBe(false);
    },
  );

  it("answers key and version, and a signature in its form", async () => {
    const { KeyId, KeyVersionId } = pairOf(spec);
    const Digest = new Uint8Array(32).fill(7);
    const answer = await service.call(asymmetricSign, { KeyId, KeyVersionId, Algorithm, Digest });
    expect(answer).toEqual({ KeyId, KeyVersionId, Value: answer.Value });
    const modulus = /^RSA_(\d+)$/.exec(spec)?.[1];
    if (modulus === undefined) expect([...answer.Value.subarray(0, 1)]).toEqual([0x30]);
    else expect(answer.Value).toHaveLength(Number(modulus) / 8);
  });

  it("is verified by AsymmetricVerify, for that digest and by that key only", async () => {
    const signed = await sign(Algorithm, pairOf(spec));
    const { KeyId, KeyVersionId } = signed;
    expect(await service.call(asymmetricVerify, signed)).toEqual({ KeyId, KeyVersionId, Value: true });
    expect(await isRight({ ...signed, Digest: changed(signed.Digest, 31) })).toBe(false);
    expect(await isRight({ ...signed, Digest: new Uint8Array(32) })).toBe(false);
  });

  it("is false once it is malformed, and no error", async () => {
    const signed = await sign(Algorithm, pairOf(spec));
    const { Value } = signed;
    const malformed = {
      "of one byte": Uint8Array.of(1),
      "without its last byte": Value.slice(0, -1),
      "with a byte behind it": Uint8Array.of(...Value, 0),
      "with a byte before it": Uint8Array.of(0, ...Value),
      "of zeros": new Uint8Array(Value.length),
      "of ones": new Uint8Array(Value.length).fill(255),
      "with another first byte": changed(Value, 0),
      "with another last byte": changed(Value, Value.length - 1),
      "of the largest size": new Uint8Array(1024).fill(0x30),
    };
    for (const [form, value] of Object.entries(malformed)) {
      expect([form, await isRight({ ...signed, Value: value })]).toEqual([form, false]);
    }
  });

  it("does not go with a digest of another length", () => {
    for (const length of [1, 20, 31, 33, 48, 64]) {
      const request = { ...pairOf(spec), Algorithm, Digest: new Uint8Array(length) };
      const verification = { ...request, Value: new Uint8Array(1) };
      const sent = [
        () => parseRequest(asymmetricSign, encodeRequest(asymmetricSign, request)),
        () => parseRequest(asymmetricVerify, encodeRequest(asymmetricVerify, verification)),
      ];
      for (const parse of sent) expect(parse).toThrow("The specified parameter is not valid. Digest: ");
    }
  });
});

describe("a signature", () => {
  it.each(["EC_P256", "EC_P256K", "EC_SM2", "RSA_2048"] as const)(
    "of one key of %s is not one of another",
    async (spec) => {
      const Algorithm =
        spec === "RSA_2048" ? "RSA_PSS_SHA_256" : spec === "EC_SM2" ? "SM2DSA" : "ECDSA_SHA_256";
      const signed = await sign(Algorithm, pairOf(spec));
      const other = await newKeyPair(service, spec, "SIGN/VERIFY");
      expect(await isRight({ ...signed, ...other })).toBe(false);
    },
  );

  it("with one padding of RSA is not one with the other", async () => {
    const pss = await sign("RSA_PSS_SHA_256", pairOf("RSA_2048"));
    const pkcs1 = await sign("RSA_PKCS1_SHA_256", pairOf("RSA_2048"));
    expect(await isRight({ ...pss, Algorithm: "RSA_PKCS1_SHA_256" })).toBe(false);
    expect(await isRight({ ...pkcs1, Algorithm: "RSA_PSS_SHA_256" })).toBe(false);
  });

  it("of ECDSA is refused in another DER than the one form", async () => {
    const signed = await sign("ECDSA_SHA_256", pairOf("EC_P256"));
    const { Value } = signed;
    const length = Value[1] ?? 0;
    const longLength = Uint8Array.of(0x30, 0x81, length, ...Value.subarray(2));
    const rLength = Value[3] ?? 0;
    const padded = Uint8Array.of(0x30, length + 1, 2, rLength + 1, 0, ...Value.subarray(4));
    expect(await isRight({ ...signed, Value: longLength })).toBe(false);
    expect(await isRight({ ...signed, Value: padded })).toBe(false);
  });

  it("is made by the key's alias too, and answers its id", async () => {
    const { KeyId, KeyVersionId } = pairOf("EC_P256");
    await service.call(createAlias, { KeyId, AliasName: "alias/signer" });
    const signed = await sign("ECDSA_SHA_256", { KeyId: "alias/signer", KeyVersionId });
    expect(await service.call(asymmetricVerify, signed)).toEqual({ KeyId, KeyVersionId, Value: true });
  });
});

describe.each([
  ["AsymmetricSign", asymmetricSign],
  ["AsymmetricVerify", asymmetricVerify],
])("%s", (_, operation) => {
  const call = (version: NamedVersion, Algorithm: SignatureAlgorithm) => {
    const request = { ...version, Algorithm, Digest: new Uint8Array(32), Value: new Uint8Array(64) };
    return service.call(operation, request);
  };

  it.each<[AsymmetricKeySpec, SignatureAlgorithm]>([
    ["RSA_2048", "ECDSA_SHA_256"],
    ["RSA_2048", "SM2DSA"],
    ["EC_P256", "RSA_PSS_SHA_256"],
    ["EC_P256", "SM2DSA"],
    ["EC_P256K", "RSA_PKCS1_SHA_256"],
    ["EC_SM2", "ECDSA_SHA_256"],
    ["EC_SM2", "RSA_PSS_SHA_256"],
  ])("under %s refuses %s, and names Algorithm", async (spec, Algorithm) => {
    const refusal = await refusalOf(call(pairOf(spec), Algorithm));
    expect(refusal).toMatchObject({ code: "InvalidParameter", status: 400 });
    expect(refusal.message).toContain(` Algorithm: ${Algorithm} `);
  });

  it("refuses a key pair that encrypts", async () => {
    const encrypting = await newKeyPair(service, "EC_SM2", "ENCRYPT/DECRYPT");
    expect(await refusalOf(call(encrypting, "SM2DSA"))).toMatchObject({
      code: "Rejected.UnsupportedOperation",
      status: 400,
    });
  });

  it("refuses a symmetric key", async () => {
    const KeyId = await service.newKey();
    const { KeyMetadata } = await service.call(describeKey, { KeyId });
    const version = { KeyId, KeyVersionId: KeyMetadata.PrimaryKeyVersion };
    expect(await outcomeOf(call(version, "RSA_PSS_SHA_256"))).toBe("Rejected.UnsupportedOperation");
  });

  it("does not find a version of another key", async () => {
    const { KeyId } = pairOf("EC_P256");
    const { KeyVersionId } = pairOf("EC_P256K");
    expect(await refusalOf(call({ KeyId, KeyVersionId }, "ECDSA_SHA_256"))).toMatchObject({
      code: "Forbidden.KeyVersionNotFound",
      status: 404,
    });
  });
});
