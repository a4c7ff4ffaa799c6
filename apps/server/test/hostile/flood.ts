import { createECDH, randomBytes, randomUUID } from "node:crypto";
import type { Agent } from "node:http";
import { officialClient } from "../official-client.ts";
import { send, type RawRequest } from "../raw-http.ts";
import { newRsaRecipient } from "../recipients.ts";
import { signedQuery } from "../signed-request.ts";

/** Requests of many kinds, no two alike. */
export interface Flood {
  /** Sends so many; answers what was not answered as expected, at most ten of them. */
  run(count: number): Promise<readonly string[]>;
}

type Parameters = Readonly<Record<string, string>>;

interface Kind {
  /** The code that it is answered with, or `OK`. */
  readonly outcome: string;
  readonly make: () => RawRequest;
}

/** How many requests are under way at once. */
const lanes = 16;

/** What stands in front of the point in a SubjectPublicKeyInfo of SM2 (GM/T 0009). */
const sm2Prefix = Buffer.from("3059301306072a8648ce3d020106082a811ccf5501822d034200", "hex");

/** Makes the keys that sound requests need. */
export async function createFlood(origin: string, agent: Agent): Promise<Flood> {
  const call = officialClient(origin);
  const { KeyId = "" } = (await call("CreateKey")).KeyMetadata;
  const { CiphertextBlob } = await call("GenerateDataKey", { KeyId });
  const rsa = newRsaRecipient();
  const used = { SignatureNonce: randomUUID() };
  await call("ListKeys", used);
  const altered = Buffer.from(CiphertextBlob, "base64");
  altered[60] = (altered[60] ?? 0) ^ 1;

  const kinds: readonly [Kind, ...Kind[]] = [
    sound("GenerateDataKey", () => ({ KeyId, EncryptionContext: context() })),
    sound("Encrypt", () => ({ KeyId, Plaintext: "AA==", EncryptionContext: context() })),
    sound("Decrypt", () => ({ CiphertextBlob })),
    sound("ExportDataKey", () => ({
      CiphertextBlob,
      ...rsa.parameters,
      WrappingAlgorithm: "RSAES_OAEP_SHA_256",
    })),
    sound("DescribeKey", () => ({ KeyId, [randomUUID()]: "nobody knows" })),
    {
      outcome: "OK",
      make: () => ({
        method: "POST",
        headers: { "content-type": "application/x-www-form-urlencoded" },
        body: signed({ Action: "ListAliases", Padding: "é".repeat(2_000) }, "POST"),
      }),
    },
    refused("InvalidParameter", "ExportDataKey", () => ({
      CiphertextBlob,
      EncryptionContext: context(),
      ...newRecipient(),
    })),
    refused("InvalidParameter", "ExportDataKey", () => ({
      CiphertextBlob: altered.toString("base64"),
      ...newRecipient(),
    })),
    refused("Forbidden.AliasNotFound", "DescribeKey", () => ({ KeyId: `alias/${randomUUID()}` })),
    refused("InvalidParameter", "CreateKey", () => ({ Tags: `[${"[".repeat(4_000)}` })),
    refused("InvalidParameter", "ListKeys", () => ({ Filters: `${"[".repeat(9_000)}${"]".repeat(9_000)}` })),
    refused("InvalidParameter", "Encrypt", () => ({
      KeyId,
      Plaintext: randomBytes(9_000).toString("base64"),
    })),
    refused("InvalidAction.NotFound", "__proto__", () => ({ [randomUUID()]: "" })),
    refused("SignatureNonceUsed", "ListKeys", () => used),
    refused("InvalidTimeStamp.Expired", "ListKeys", () => ({ Timestamp: "2020-01-01T00:00:00Z" })),
    refused("InvalidAccessKeyId.NotFound", "ListKeys", () => ({ AccessKeyId: randomUUID() })),
    {
      outcome: "SignatureDoesNotMatch",
      make: () => ({ target: `/?${signed({ Action: "ListKeys" })}&${randomUUID()}=1` }),
    },
    {
      outcome: "InvalidProduct.NotFound",
      make: () => ({
        target: `/?${signed({ Action: "ListKeys" })}`,
        headers: { host: `kms.${randomUUID()}.aliyuncs.com` },
      }),
    },
    {
      outcome: "ParseRequestParameterException",
      make: () => ({ target: `/?Format=JSON&${randomUUID()}=%zz` }),
    },
    { outcome: "ParseRequestParameterException", make: () => ({ target: "/?Format=JSON&a=1&a=2" }) },
    { outcome: "UnsupportedHTTPMethod", make: () => ({ method: "PUT", target: "/?Format=JSON" }) },
  ];

  return {
    async run(count) {
      const surprises: string[] = [];
      let next = 0;
      const lane = async () => {
        for (let index = next++; index < count && surprises.length < 10; index = next++) {
          const { outcome, make } = kinds[index % kinds.length] ?? kinds[0];
          const { body } = await send(origin, { ...make(), agent });
          const { Code = "OK" } = JSON.parse(body) as { readonly Code?: string };
          if (Code !== outcome) surprises.push(`${outcome} expected: ${body}`);
        }
      };
      await Promise.all(Array.from({ length: lanes }, lane));
      return surprises;
    },
  };
}

function signed(parameters: Parameters, method: "GET" | "POST" = "GET"): string {
  return signedQuery({ Format: "JSON", ...parameters }, { method });
}

function sound(action: string, parameters: () => Parameters): Kind {
  return refused("OK", action, parameters);
}

function refused(outcome: string, action: string, parameters: () => Parameters): Kind {
  return { outcome, make: () => ({ target: `/?${signed({ Action: action, ...parameters() })}` }) };
}

function context(): string {
  return JSON.stringify({ [randomUUID()]: randomUUID() });
}

/** A recipient that nobody has seen before. */
function newRecipient(): Parameters {
  const point = createECDH("SM2").generateKeys();
  const PublicKeyBlob = Buffer.concat([sm2Prefix, point]).toString("base64");
  return { PublicKeyBlob, WrappingKeySpec: "EC_SM2", WrappingAlgorithm: "SM2PKE" };
}
