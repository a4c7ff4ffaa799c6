import { filled, type HttpRequest } from "../http-request.ts";
import type { HostileShape } from "../shape.ts";
import { v1 } from "../signing.ts";
import type { HostileWorld } from "../world.ts";

const full = 261_000;

type Parameters = Readonly<Record<string, string>>;

/** A call of the root, filled up by a parameter that nobody knows. */
const call = ({ root: key }: HostileWorld, action: string, parameters: Parameters): HttpRequest => {
  const request = v1({ key, action, parameters });
  const space = full - request.body.length;
  return space < 100
    ? request
    : v1({ key, action, parameters: { ...parameters, Padding: filled(space, "a") } });
};
const shape = (
  name: string,
  outcome: string,
  action: string,
  parameters: (world: HostileWorld) => Parameters,
): HostileShape => ({ name, outcome, make: (world) => call(world, action, parameters(world)) });

/** A JSON object of as many pairs as fit. */
const pairs = (length: number, key: (index: number) => string): string => {
  const parts: string[] = [];
  for (let index = 0, size = 2; ; index++) {
    const part = `"${key(index)}":""`;
    size += part.length + 1;
    if (size > length) return `{${parts.join(",")}}`;
    parts.push(part);
  }
};
const context = (name: string, outcome: string, text: string): HostileShape =>
  shape(`a context ${name}`, outcome, "Encrypt", ({ keyId: KeyId }) => ({
    KeyId,
    Plaintext: "YQ==",
    EncryptionContext: text,
  }));
const listed = (length: number, item: string): string =>
  `[${filled(length - 2 - item.length, `${item},`)}${item}]`;
const filters = (name: string, text: string): HostileShape =>
  shape(`filters ${name}`, "InvalidParameter", "ListKeys", () => ({ Filters: text }));
const recipient = (name: string, PublicKeyBlob: string): HostileShape =>
  shape(
    `a public key ${name}`,
    "InvalidParameter",
    "ExportDataKey",
    ({ ciphertextBlob: CiphertextBlob }) => ({
      CiphertextBlob,
      PublicKeyBlob,
      WrappingKeySpec: "RSA_2048",
      WrappingAlgorithm: "RSAES_OAEP_SHA_256",
    }),
  );

/** Requests of a known key, rightly signed, that are hostile by the fields of an operation. */
export const fieldShapes: readonly HostileShape[] = [
  context(
    "of 1,000 pairs",
    "OK",
    pairs(8_000, (index) => index.toString(36)),
  ),
  context(
    "of keys that are alike",
    "OK",
    pairs(8_000, (index) => `${filled(80, "k")}\u{1f600}${String(index)}`),
  ),
  context("of escapes", "OK", `{"a":"${filled(8_100, "\\u0061")}"}`),
  context("of blanks", "OK", `{${filled(8_100, " ")}}`),
  context(
    "with a long key twice",
    "InvalidParameter",
    `{"${filled(4_000, "\\n")}":"","${filled(4_000, "\\n")}":""}`,
  ),
  context("whose text does not end", "InvalidParameter", `{"a":"${filled(8_100, '\\"')}`),
  context("of 250 kB", "InvalidParameter", `{"a":"${filled(150_000, "a")}"}`),
  shape("a context in 900 parts", "InvalidParameter", "Encrypt", ({ keyId: KeyId }) => ({
    KeyId,
    Plaintext: "YQ==",
    ...Object.fromEntries(
      Array.from({ length: 900 }, (_, index) => [`EncryptionContext.${String(index)}`, "aaaa"]),
    ),
  })),
  shape("a context in a part with a long name", "InvalidParameter", "Encrypt", ({ keyId: KeyId }) => ({
    KeyId,
    Plaintext: "YQ==",
    [`EncryptionContext.${filled(80_000, '"\\')}`]: "",
  })),
  filters("of 10,000 objects", listed(32_000, "{}")),
  filters("of 15,000 numbers", listed(32_000, "1")),
  filters("with 15,000 values", `[{"Key":"KeyState","Values":${listed(31_000, "1")}}]`),
  filters("with 2,000 members", `[${pairs(31_000, (index) => `member${String(index)}`)}]`),
  filters("of lists in lists", filled(16_000, "[") + filled(16_000, "]")),
  filters("of objects in objects", `[${'{"Key":'.repeat(4_000)}1${"}".repeat(4_000)}]`),
  filters("of a long number", `[${filled(32_000, "1")}]`),
  filters("of 80 kB", filled(80_000, "[")),
  shape("tags of 2,500 objects", "InvalidParameter", "CreateKey", () => ({ Tags: listed(8_000, "{}") })),
  shape("tags of 2,500 objects, on a dry run", "InvalidParameter", "CreateKey", () => ({
    Tags: listed(8_000, "[]"),
  })),
  shape("13,000 VPCs", "InvalidParameter", "UpdateKmsInstanceBindVpc", ({ instanceId: KmsInstanceId }) => ({
    KmsInstanceId,
    BindVpcs: listed(40_000, "{}"),
  })),
  shape("a description of ampersands, in XML", "InvalidParameter", "CreateKey", () => ({
    Description: filled(9_000, "&"),
    Format: "XML",
  })),
  shape("a long description", "InvalidParameter", "CreateKey", () => ({ Description: filled(250_000, "a") })),
  shape("a long KeyId", "InvalidParameter", "DescribeKey", () => ({ KeyId: filled(250_000, "a") })),
  shape("a KeyId of escapes", "InvalidParameter", "DescribeKey", () => ({ KeyId: filled(80_000, "\u0001") })),
  shape("a plaintext of emoji", "OK", "Encrypt", ({ keyId: KeyId }) => ({
    KeyId,
    Plaintext: filled(3_072, "\u{1f600}"),
  })),
  shape("a long plaintext", "InvalidParameter", "Encrypt", ({ keyId: KeyId }) => ({
    KeyId,
    Plaintext: filled(248_000, "AAAA"),
  })),
  shape("a long ciphertext", "InvalidParameter", "Decrypt", () => ({
    CiphertextBlob: filled(248_000, "AAAA"),
  })),
  shape("a long ciphertext that is no base64 at its end", "InvalidParameter", "Decrypt", () => ({
    CiphertextBlob: `${filled(248_000, "AAAA")}-`,
  })),
  shape("a ciphertext that does not open, and a long context", "InvalidParameter", "Decrypt", (world) => ({
    CiphertextBlob: world.ciphertextBlob,
    EncryptionContext: pairs(8_000, (index) => index.toString(36)),
  })),
  shape("a long number", "InvalidParameter", "GenerateDataKey", ({ keyId: KeyId }) => ({
    KeyId,
    NumberOfBytes: filled(250_000, "1"),
  })),
  shape("a long DryRun", "InvalidParameter", "Encrypt", () => ({ DryRun: filled(250_000, "true") })),
  recipient(
    "in PEM of line feeds",
    `-----BEGIN PUBLIC KEY-----\n${filled(8_000, "\n")}-----END PUBLIC KEY-----`,
  ),
  recipient("in PEM that does not end", `-----BEGIN PUBLIC KEY-----\n${filled(8_000, "A\r\n")}`),
  recipient(
    "in PEM of 250 kB",
    `-----BEGIN PUBLIC KEY-----\n${filled(200_000, "AAAA")}\n-----END PUBLIC KEY-----`,
  ),
  recipient("of nested DER", Buffer.alloc(1_200, Buffer.from([0x30, 0x82, 0x04, 0x00])).toString("base64")),
  recipient("with an exponent of 1,000 bytes", longExponent()),
];

/** An RSA public key of 2,048 bits whose exponent is far too long. */
function longExponent(): string {
  const der = (tag: number, ...parts: readonly Buffer[]) => {
    const content = Buffer.concat(parts);
    return Buffer.concat([Buffer.from([tag, 0x82, content.length >> 8, content.length & 255]), content]);
  };
  const numbers = der(
    0x30,
    der(0x02, Buffer.from([0]), Buffer.alloc(256, 0xff)),
    der(0x02, Buffer.alloc(700, 0x7f)),
  );
  const algorithm = Buffer.from("300d06092a864886f70d0101010500", "hex");
  return der(0x30, algorithm, der(0x03, Buffer.from([0]), numbers)).toString("base64");
}
