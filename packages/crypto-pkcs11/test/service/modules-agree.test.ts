import { randomBytes } from "node:crypto";
import { wrappingAlgorithms } from "@keyferry/algorithms";
import { combineBackends, createSealer, type Capabilities } from "@keyferry/crypto";
import { createNodeBackend } from "@keyferry/crypto-node";
import { createPkcs11Backend, type Pkcs11Backend } from "@keyferry/crypto-pkcs11";
import { createSoftwareBackend } from "@keyferry/crypto-software";
import type { AuditTrail, Kms } from "@keyferry/kms";
import { ServiceError, type OperationName } from "@keyferry/protocol";
import fc from "fast-check";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { testModules, type TestToken } from "../../../../tools/testing/pkcs11-tokens.ts";
import {
  base64,
  call,
  cryptographicOperations,
  newKey,
  openSharedStore,
  publicKeys,
  type NamedKey,
  type Parameters,
} from "../../../../tools/testing/differential.ts";

/** A service with keys of its own, and what it has made under them. */
interface Side {
  readonly kms: Kms;
  readonly keys: readonly NamedKey[];
  readonly blobs: readonly string[];
  readonly ciphertexts: readonly string[];
  readonly signatures: readonly string[];
}

/** In the module where there is one; all but the third. */
const plans: readonly Parameters[] = [
  { KeySpec: "Aliyun_AES_256", ProtectionLevel: "HSM" },
  { KeySpec: "Aliyun_AES_256", ProtectionLevel: "HSM" },
  { KeySpec: "Aliyun_AES_256", ProtectionLevel: "SOFTWARE" },
  { KeySpec: "RSA_2048", KeyUsage: "ENCRYPT/DECRYPT", ProtectionLevel: "HSM" },
  { KeySpec: "RSA_2048", KeyUsage: "SIGN/VERIFY", ProtectionLevel: "HSM" },
  { KeySpec: "EC_P256", ProtectionLevel: "HSM" },
];
const symmetric = [0, 1, 2];
const encrypting = [3];
const signing = [4, 5];
const context = '{"a":"b"}';
const knownPlaintext = base64(Buffer.from("what every service has encrypted under its keys"));
/** Not base64; in the form of a PEM file, with characters of every length. */
const knownText = "-----BEGIN A KEY-----\r\né密🔑 <a>&\r\n-----END A KEY-----\r\n";
const knownDigest = base64(Buffer.alloc(32, 0x77));
/** That both modules have. */
const knownAlgorithm = "RSAES_OAEP_SHA_1";
const numRuns = 150;
/** Where a blob's body begins: what comes before names another key. */
const versionIdLength = 36;

async function prepare(kms: Kms): Promise<Side> {
  const keys: NamedKey[] = [];
  for (const plan of plans) keys.push(await newKey(kms, plan));
  const make = async (name: OperationName, at: number, member: string, parameters: Parameters) => {
    const answer = await call(kms, name, { ...keys[at], EncryptionContext: context, ...parameters });
    return base64(answer[member]);
  };
  const blobs: string[] = [];
  for (const at of symmetric) {
    for (const NumberOfBytes of ["16", "32", "64", "256"]) {
      blobs.push(
        await make("GenerateDataKeyWithoutPlaintext", at, "CiphertextBlob", {
          KeySpec: "",
          NumberOfBytes,
        }),
      );
    }
    for (const Plaintext of [knownPlaintext, knownText]) {
      blobs.push(await make("Encrypt", at, "CiphertextBlob", { Plaintext }));
    }
  }
  const Algorithm = knownAlgorithm;
  const signers = [
    [4, "RSA_PSS_SHA_256"],
    [4, "RSA_PKCS1_SHA_256"],
    [5, "ECDSA_SHA_256"],
  ] as const;
  return {
    kms,
    keys,
    blobs,
    ciphertexts: [
      await make("AsymmetricEncrypt", 3, "CiphertextBlob", { Plaintext: knownPlaintext, Algorithm }),
    ],
    signatures: await Promise.all(
      signers.map(([at, algorithm]) =>
        make("AsymmetricSign", at, "Value", { Digest: knownDigest, Algorithm: algorithm }),
      ),
    ),
  };
}

/** The keys that an operation is for. */
function usualKeys(name: OperationName): readonly number[] {
  if (name === "GetPublicKey") return [...encrypting, ...signing];
  if (!name.startsWith("Asymmetric")) return symmetric;
  return name.endsWith("crypt") ? encrypting : signing;
}

/** One time in seven; otherwise null. */
const seldom = <T>(arbitrary: fc.Arbitrary<T>) =>
  fc.oneof({ weight: 6, arbitrary: fc.constant(null) }, { weight: 1, arbitrary });

/** A request that is drawn for both sides: keys and texts by their numbers. */
const draws = (name: OperationName, { encryptionAlgorithms }: Capabilities) => {
  const usual = usualKeys(name);
  const key = fc.oneof({ weight: 6, arbitrary: fc.constantFrom(...usual) }, fc.constantFrom(...plans.keys()));
  return fc.record({
    key,
    other: key,
    text: fc.nat(17),
    /** A byte of the text to alter. */
    alter: seldom(fc.integer({ min: versionIdLength, max: 80 })),
    context: fc.oneof({ weight: 6, arbitrary: fc.constant(context) }, fc.constantFrom('{"a":"c"}', "{}", "")),
    plaintext: fc.oneof(
      { weight: 3, arbitrary: fc.uint8Array({ minLength: 1, maxLength: 260 }).map(base64) },
      { weight: 1, arbitrary: fc.string({ unit: "binary", minLength: 1, maxLength: 260 }) },
    ),
    digest: fc.oneof(fc.constant(knownDigest), fc.uint8Array({ minLength: 32, maxLength: 32 }).map(base64)),
    length: fc.constantFrom("1", "8", "16", "17", "32", "190", "191", "214", "215", "216", "256", "1024"),
    wrapping: fc.constantFrom("RSAES_OAEP_SHA_256", "RSAES_OAEP_SHA_1", "SM2PKE"),
    // Of key pairs the host does nothing that the module does not.
    encryption: fc.oneof(
      { weight: 2, arbitrary: fc.constant(knownAlgorithm) },
      { weight: 1, arbitrary: fc.constantFrom(...encryptionAlgorithms) },
    ),
    signature: fc.constantFrom("RSA_PSS_SHA_256", "RSA_PKCS1_SHA_256", "ECDSA_SHA_256"),
    recipient: seldom(fc.constantFrom("RSA_2048", "EC_SM2")),
  });
};
type Drawn = ReturnType<typeof draws> extends fc.Arbitrary<infer T> ? T : never;

function textOf(texts: readonly string[], { text }: Drawn, alter: number | null): string {
  const bytes = Buffer.from(texts[text % texts.length] ?? "", "base64");
  if (alter !== null) bytes.writeUInt8(bytes.readUInt8(alter) ^ 1, alter);
  return bytes.toString("base64");
}

/** A byte that is within the number r of every signature, whose length in DER differs from one signature to the next. */
function withinSignature(alter: number | null): number | null {
  return alter === null ? null : 8 + (alter % 16);
}

function requestOf({ keys, ...side }: Side, name: OperationName, drawn: Drawn): Parameters {
  const { wrapping, recipient } = drawn;
  const spec = recipient ?? wrappingAlgorithms[wrapping].recipient;
  return {
    ...keys[drawn.key],
    DestinationKeyId: keys[drawn.other]?.KeyId ?? "",
    CiphertextBlob: textOf(name === "AsymmetricDecrypt" ? side.ciphertexts : side.blobs, drawn, drawn.alter),
    EncryptionContext: drawn.context,
    SourceEncryptionContext: drawn.context,
    Plaintext: drawn.plaintext,
    Digest: drawn.digest,
    Value: textOf(side.signatures, drawn, withinSignature(drawn.alter)),
    NumberOfBytes: drawn.length,
    Algorithm: name.includes("crypt") ? drawn.encryption : drawn.signature,
    WrappingAlgorithm: wrapping,
    WrappingKeySpec: spec,
    PublicKeyBlob: publicKeys[spec],
  };
}

interface Outcome {
  /** The answer with everything left out that one side alone could say; or the error, whole. */
  readonly shape: unknown;
  readonly onHost: boolean;
}

/** Without what is random, and with a side's own keys by their numbers. */
function shapeOf({ keys }: Side, name: OperationName, member: string, value: unknown): unknown {
  const number = keys.findIndex(({ KeyId, KeyVersionId }) => value === KeyId || value === KeyVersionId);
  if (number !== -1) return `of key ${String(number)}`;
  // The body of a module's blob has a form of its own.
  if (member === "CiphertextBlob" && !name.startsWith("Asymmetric")) return "a blob";
  if (member === "PublicKey") return String(value).length;
  // A text that is known, or that of a data key, which is random.
  if (member === "Plaintext" && typeof value === "string") {
    return value === knownText ? value : lengthOf(value);
  }
  if (!(value instanceof Uint8Array)) return value;
  if (name === "AsymmetricSign" && value.length <= 72) return "DER";
  return lengthOf(base64(value));
}

/** Length of a base64 text, or the one that is known. */
function lengthOf(text: string): string | number {
  return text === knownPlaintext ? text : text.length;
}

async function outcomeOf(side: Side, name: OperationName, drawn: Drawn): Promise<Outcome> {
  const trail: AuditTrail = { resources: [], custodies: [], keyVersions: [] };
  const onHost = () => trail.onHost === true;
  try {
    const answer = await call(side.kms, name, requestOf(side, name, drawn), trail);
    const members = Object.entries(answer).map(([member, value]) => [
      member,
      shapeOf(side, name, member, value),
    ]);
    return { shape: members, onHost: onHost() };
  } catch (error) {
    if (!(error instanceof ServiceError)) throw error;
    return { shape: { code: error.code, status: error.status }, onHost: onHost() };
  }
}

for (const module of testModules) {
  describe.skipIf(module.leftOut)(`a service with keys in ${module.name}`, () => {
    let token: TestToken;
    let backend: Pkcs11Backend;
    let capabilities: Capabilities;
    /** All keys on the host. */
    let host: Side;
    /** Keys in the module; may work on the host what the module cannot do. */
    let allowing: Side;
    /** The same keys, and never on the host. */
    let refusing: Side;

    beforeAll(async () => {
      token = module.newToken();
      backend = await createPkcs11Backend(token.options);
      const [claims] = backend.capabilities;
      if (claims === undefined) throw new Error("the module claims nothing");
      capabilities = claims;
      const sealer = createSealer(randomBytes(32));
      const onHost = [createNodeBackend({ sealer }), createSoftwareBackend({ sealer })];
      const serviceOn = await openSharedStore(sealer);
      host = await prepare(serviceOn(combineBackends(onHost)));
      const combined = combineBackends([...onHost, backend]);
      allowing = await prepare(serviceOn(combined, "allow"));
      refusing = { ...allowing, kms: serviceOn(combined) };
    }, 30_000);
    afterAll(async () => {
      await backend.close();
      token.remove();
    });

    it("keeps them in the module", async () => {
      const owners = (await backend.listKeys()).map(({ owner }) => owner);
      const made = allowing.keys.filter((_, at) => plans[at]?.["ProtectionLevel"] === "HSM");
      expect(owners.sort()).toEqual(made.map(({ KeyVersionId }) => KeyVersionId).sort());
    });

    it.each(cryptographicOperations)("agrees with one that has them on the host about %s", async (name) => {
      let answered = 0;
      await fc.assert(
        fc.asyncProperty(draws(name, capabilities), async (drawn) => {
          const expected = await outcomeOf(host, name, drawn);
          const allowed = await outcomeOf(allowing, name, drawn);
          expect(allowed.shape).toEqual(expected.shape);
          const inside = await outcomeOf(refusing, name, drawn);
          const refused = { code: "UnsupportedOperation", status: 400 };
          expect(inside).toEqual({ shape: allowed.onHost ? refused : expected.shape, onHost: false });
          if (Array.isArray(inside.shape)) answered += 1;
        }),
        { numRuns },
      );
      // A refusal that is the same on both sides says little.
      expect(answered).toBeGreaterThan(numRuns / 10);
    });
  });
}
