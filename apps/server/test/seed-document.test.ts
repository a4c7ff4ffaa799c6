import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { rmSync } from "node:fs";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { officialClient } from "./official-client.ts";
import { newRsaRecipient } from "./recipients.ts";
import { newFolder, startServer, type RunningServer } from "./running-server.ts";
import { send, type RawAnswer } from "./raw-http.ts";
import { signedQuery } from "./signed-request.ts";

// The public document of ExportDataKey, to the letter.

const uuid = /^[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}$/;
const recipient = newRsaRecipient();
const stranger = { accessKeyId: "LTAI-stranger", accessKeySecret: "the secret of a stranger" };
const seed = {
  users: [
    {
      name: "stranger",
      accessKeys: [{ id: stranger.accessKeyId, secret: stranger.accessKeySecret }],
      policies: [
        { Version: "1", Statement: [{ Effect: "Deny", Action: "kms:ExportDataKey", Resource: "*" }] },
      ],
    },
  ],
};
const folder = newFolder();
let server: RunningServer;
let made: { readonly KeyId: string; readonly KeyVersionId: string; readonly CiphertextBlob: string };

beforeAll(async () => {
  const file = join(folder, "seed.json");
  writeFileSync(file, JSON.stringify(seed));
  server = await startServer({ flags: ["--seed", file] });
  const call = officialClient(server.ready.public);
  const { KeyId } = (await call("CreateKey")).KeyMetadata;
  made = await call("GenerateDataKeyWithoutPlaintext", { KeyId, EncryptionContext: '{"Example":"Example"}' });
});

afterAll(async () => {
  await server[Symbol.asyncDispose]();
  rmSync(folder, { recursive: true });
});

/** Sends ExportDataKey by GET, with its parameters as the document names them. */
function exportDataKey(
  parameters: Readonly<Record<string, string | undefined>>,
  credential?: typeof stranger,
): Promise<RawAnswer> {
  const all: Readonly<Record<string, string | undefined>> = {
    Action: "ExportDataKey",
    CiphertextBlob: made.CiphertextBlob,
    EncryptionContext: '{"Example":"Example"}',
    ...recipient.parameters,
    WrappingAlgorithm: "RSAES_OAEP_SHA_256",
    ...parameters,
  };
  const given = Object.entries(all).filter((entry): entry is [string, string] => entry[1] !== undefined);
  const query = signedQuery(Object.fromEntries(given), credential && { credential });
  return send(server.ready.public, { target: `/?${query}` });
}

/** Names of the elements right inside the root, in their order. */
function elementsOf(xml: string): string[] {
  return [...xml.matchAll(/<(\w+)>[^<]*<\/\1>/g)].map(([, name]) => name ?? "");
}

function textOf(xml: string, element: string): string {
  return new RegExp(`<${element}>([^<]*)</${element}>`).exec(xml)?.[1] ?? "";
}

describe("a success", () => {
  const members = ["ExportedDataKey", "KeyId", "KeyVersionId", "RequestId"];

  it("in JSON has the documented members and no other", async () => {
    const { status, headers, body } = await exportDataKey({ Format: "JSON", DryRun: "false" });
    expect(status).toBe(200);
    expect(headers["content-type"]).toBe("application/json;charset=utf-8");
    const answer = JSON.parse(body) as Readonly<Record<string, string>>;
    expect(Object.keys(answer).sort()).toEqual(members);
    expect(answer["KeyId"]).toBe(made.KeyId);
    expect(answer["KeyVersionId"]).toBe(made.KeyVersionId);
    expect(answer["RequestId"]).toMatch(uuid);
    expect(Buffer.from(answer["ExportedDataKey"] ?? "", "base64")).toHaveLength(256);
  });

  it.each([{ Format: "XML" }, { Format: undefined }])(
    "in XML has the documented elements: %o",
    async (form) => {
      const { status, headers, body } = await exportDataKey(form);
      expect(status).toBe(200);
      expect(headers["content-type"]).toBe("text/xml;charset=utf-8");
      expect(body).toMatch(/^<\?xml [^>]*\?><ExportDataKeyResponse>.*<\/ExportDataKeyResponse>$/);
      expect(elementsOf(body).sort()).toEqual(members);
      expect(textOf(body, "KeyId")).toBe(made.KeyId);
      expect(textOf(body, "KeyVersionId")).toBe(made.KeyVersionId);
      expect(textOf(body, "RequestId")).toMatch(uuid);
      expect(Buffer.from(textOf(body, "ExportedDataKey"), "base64")).toHaveLength(256);
    },
  );
});

interface Expected {
  readonly status: number;
  readonly code: string;
  readonly message: RegExp;
}

/** Sends a request in both forms and compares both answers. */
async function expectError(
  parameters: Readonly<Record<string, string | undefined>>,
  { status, code, message }: Expected,
  credential?: typeof stranger,
): Promise<void> {
  const json = await exportDataKey({ ...parameters, Format: "JSON" }, credential);
  expect(json.status).toBe(status);
  expect(json.headers["content-type"]).toBe("application/json;charset=utf-8");
  const body = JSON.parse(json.body) as Readonly<Record<string, unknown>>;
  const members = ["Code", "HostId", "HttpStatus", "Message", "Recommend", "RequestId"];
  const { AccessDeniedDetail: detail, ...others } = body;
  expect(Object.keys(others).sort()).toEqual(members);
  // Of a denial the service tells more than the document says.
  const detailMembers = status === 403 ? Object.keys(detail as object) : [];
  expect(body).toMatchObject({ Code: code, HttpStatus: status });
  expect(body["Message"]).toMatch(message);
  expect(body["RequestId"]).toMatch(uuid);

  const xml = await exportDataKey({ ...parameters, Format: "XML" }, credential);
  expect(xml.status).toBe(status);
  expect(xml.headers["content-type"]).toBe("text/xml;charset=utf-8");
  expect(xml.body).toMatch(/^<\?xml [^>]*\?><Error>.*<\/Error>$/);
  expect(elementsOf(xml.body).sort()).toEqual([...members, ...detailMembers].sort());
  expect(textOf(xml.body, "Code")).toBe(code);
  expect(textOf(xml.body, "Message").replaceAll("&quot;", '"')).toMatch(message);
}

describe("InvalidParameter, 400", () => {
  const invalid = {
    status: 400,
    code: "InvalidParameter",
    message: /^The specified parameter is not valid\./,
  };

  it.each([
    ["a ciphertext that is not base64", { CiphertextBlob: "not base64" }],
    ["a ciphertext that no key made", { CiphertextBlob: "AAAA" }],
    ["another encryption context", { EncryptionContext: '{"Example":"Other"}' }],
    ["no encryption context where there was one", { EncryptionContext: undefined }],
    ["an encryption context that is not JSON", { EncryptionContext: "Example=Example" }],
    ["a public key that is not base64", { PublicKeyBlob: "?" }],
    ["a public key that is none", { PublicKeyBlob: "AAAA" }],
    ["an unknown key spec", { WrappingKeySpec: "RSA_1024" }],
    ["a key spec that is not the public key's", { WrappingKeySpec: "EC_SM2", WrappingAlgorithm: "SM2PKE" }],
    ["an unknown algorithm", { WrappingAlgorithm: "RSAES_PKCS1_V1_5" }],
    ["an algorithm of another key spec", { WrappingAlgorithm: "SM2PKE" }],
    ["a DryRun that is neither true nor false", { DryRun: "yes" }],
  ])("for %s", async (_, parameters) => {
    await expectError(parameters, invalid);
  });
});

it.each(["CiphertextBlob", "PublicKeyBlob", "WrappingKeySpec", "WrappingAlgorithm"])(
  "%s is required",
  async (name) => {
    const message = new RegExp(`^The parameter "${name}" is needed but not provided\\.$`);
    await expectError({ [name]: undefined }, { status: 400, code: "MissingParameter", message });
  },
);

describe("a dry run", () => {
  it("answers DryRunOperationError when the request passes", async () => {
    const passed = { status: 400, code: "DryRunOperationError", message: /passes the dry run/ };
    await expectError({ DryRun: "true" }, passed);
  });

  it("answers ValidationError when a parameter is invalid", async () => {
    const failed = { status: 400, code: "ValidationError", message: /InvalidParameter.*WrappingKeySpec/ };
    await expectError({ DryRun: "true", WrappingKeySpec: "RSA_1024" }, failed);
    const undecryptable = {
      status: 400,
      code: "ValidationError",
      message: /InvalidParameter.*CiphertextBlob/,
    };
    await expectError({ DryRun: "true", EncryptionContext: "{}" }, undecryptable);
  });

  it("answers AccessDeniedError to a user whose policy denies", async () => {
    const denied = { status: 403, code: "AccessDeniedError", message: /kms:ExportDataKey/ };
    await expectError({ DryRun: "true" }, denied, stranger);
  });

  it("keeps the codes of authentication", async () => {
    const impostor = { ...stranger, accessKeySecret: "guessed" };
    const refused = { status: 400, code: "SignatureDoesNotMatch", message: /server string to sign is:GET/ };
    await expectError({ DryRun: "true" }, refused, impostor);
  });
});

it("a user whose policy denies is forbidden to export", async () => {
  const denied = { status: 403, code: "Forbidden.NoPermission", message: /kms:ExportDataKey/ };
  await expectError({}, denied, stranger);
});
