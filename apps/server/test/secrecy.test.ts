import { createPrivateKey, randomBytes, randomUUID } from "node:crypto";
import { readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { DatabaseSync } from "node:sqlite";
import { createSealer } from "@keyferry/crypto";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { isLeftOut } from "../../../tools/testing/left-out.ts";
import { opensslOpenPkcs12 } from "../../../tools/testing/openssl.ts";
import { readIdentity } from "../src/tls/identity-file.ts";
import { failureOf, officialClient, type Answer } from "./official-client.ts";
import { send, sendBytes } from "./raw-http.ts";
import { newRsaRecipient, newSm2Recipient } from "./recipients.ts";
import { newFolder, startServer } from "./running-server.ts";
import { signedQuery } from "./signed-request.ts";

const folder = newFolder();
const data = join(folder, "data");
const rootKeyFile = join(folder, "root.key");
const root = { accessKeyId: "root", accessKeySecret: "the secret of the root" };
const user = { accessKeyId: "LTAI-user", accessKeySecret: "the secret of a user" };
const material = randomBytes(32);
const materialOfSm4 = randomBytes(16);
const materialOfDataKey = randomBytes(32);
const plaintext = randomBytes(48);
const text = "a secret in plain words, 密钥🔑 <a>&\r\n";
const rsa = newRsaRecipient();
const sm2 = newSm2Recipient();

/** Everything that must not be found, by its name. */
const secrets = new Map<string, Buffer>([
  ["the root's secret access key", Buffer.from(root.accessKeySecret)],
  ["a user's secret access key", Buffer.from(user.accessKeySecret)],
  ["key material", material],
  ["SM4 key material", materialOfSm4],
  ["a managed data key", materialOfDataKey],
  ["an encrypted plaintext", plaintext],
  ["an encrypted text", Buffer.from(text)],
]);
/** Everything that is searched, by its name. */
const haystacks = new Map<string, Buffer>();

const seed = {
  keys: [
    { spec: "Aliyun_AES_256", material: material.toString("base64"), aliases: ["alias/aes"] },
    { spec: "Aliyun_SM4", material: materialOfSm4.toString("base64"), aliases: ["alias/sm4"] },
  ],
  managedDataKeys: [
    {
      name: "orders",
      key: "alias/aes",
      versions: [{ id: "aaaaaaaa", material: materialOfDataKey.toString("base64") }],
    },
  ],
  users: [
    {
      name: "user",
      accessKeys: [{ id: user.accessKeyId, secret: user.accessKeySecret }],
      policies: [{ Version: "1", Statement: [{ Effect: "Allow", Action: "kms:Encrypt", Resource: "*" }] }],
    },
  ],
};

beforeAll(async () => {
  const seedFile = join(folder, "seed.json");
  writeFileSync(seedFile, JSON.stringify(seed));
  const start = (spec: string) =>
    startServer({
      data,
      flags: [
        ...["--seed", seedFile, "--root-key-file", rootKeyFile, "--log-level", "debug"],
        ...["--receipt-key-spec", spec],
      ],
      variables: {
        KEYFERRY_ACCESS_KEY_ID: root.accessKeyId,
        KEYFERRY_ACCESS_KEY_SECRET: root.accessKeySecret,
      },
    });
  {
    await using first = await start("Ed25519");
    await useReceipts(first.ready.public);
    await first.stop();
    haystacks.set("standard error of the first run", Buffer.from(first.written().error));
  }
  await using server = await start("EC_SM2");
  secrets.set("the root key", Buffer.from(readFileSync(rootKeyFile, "ascii"), "base64"));
  for (const spec of ["Ed25519", "EC_SM2"] as const) {
    secrets.set(`the key of receipts, ${spec}`, receiptKey(spec));
  }
  secrets.set("the CA's private key", privateScalar("ca.key", "CA"));
  secrets.set("the private key of the server's certificate", privateScalar("server.key", "server"));
  for (const method of ["GET", "POST"] as const) {
    for (const KeyId of ["alias/aes", "alias/sm4"]) await useAll(server.ready.public, KeyId, method);
    await useClientKeys(server.ready.public, method);
    await readManagedDataKey(server.ready.public, method);
  }
  await useReceipts(server.ready.public);
  const malformed = `GET /?Plaintext=${plaintext.toString("base64")} HTTP/1.1\r\nno header\r\n\r\n`;
  haystacks.set("the answer to malformed HTTP", Buffer.from(await sendBytes(server.ready.public, malformed)));
  // What is in the write-ahead log is not in the database yet, and the other way round after the stop.
  readFiles("while it runs");
  await server.stop();
  readFiles("after the stop");
  const { output, error } = server.written();
  haystacks.set("standard output", Buffer.from(output));
  haystacks.set("standard error", Buffer.from(error));
}, 30_000);

afterAll(() => {
  rmSync(folder, { recursive: true });
});

/** The private key of a sealed identity: 32 bytes. */
function privateScalar(name: string, role: "CA" | "server"): Buffer {
  const sealer = createSealer(Buffer.from(readFileSync(rootKeyFile, "ascii"), "base64"));
  const { d = "" } = readIdentity(join(data, name), role, sealer)?.privateKey.export({ format: "jwk" }) ?? {};
  return Buffer.from(d, "base64url");
}

/** The private key of receipts: 32 bytes, sealed among the settings of the store. */
function receiptKey(spec: "Ed25519" | "EC_SM2"): Buffer {
  const sealer = createSealer(Buffer.from(readFileSync(rootKeyFile, "ascii"), "base64"));
  const database = new DatabaseSync(join(data, "keys.db"), { readOnly: true });
  const row = database.prepare("SELECT value FROM settings WHERE name = ?").get(`receipt key ${spec}`);
  database.close();
  return Buffer.from(sealer.open({ kind: "receipt key", spec }, row?.["value"] as Uint8Array));
}

/** Exports with a receipt. */
async function useReceipts(endpoint: string): Promise<void> {
  const parameters = {
    ...{ Action: "GenerateAndExportDataKey", KeyId: "alias/aes" },
    ...{ ...sm2.parameters, WrappingAlgorithm: "SM2PKE" },
  };
  const target = `/?${signedQuery(parameters, { credential: root })}`;
  const { headers } = await send(endpoint, { target, headers: { "x-keyferry-receipt": "true" } });
  const [, statement = "", signature = ""] = String(headers["x-keyferry-receipt"]).split(".");
  haystacks.set(`receipt ${String(haystacks.size)}`, Buffer.from(statement, "base64url"));
  haystacks.set(`receipt ${String(haystacks.size)}, signature`, Buffer.from(signature, "base64url"));
  expect(signature).not.toBe("");
}

function readFiles(when: string): void {
  for (const name of readdirSync(data)) haystacks.set(`${name} ${when}`, readFileSync(join(data, name)));
}

/** Makes a client key, and fails to. */
async function useClientKeys(endpoint: string, method: "GET" | "POST"): Promise<void> {
  const call = officialClient(endpoint, root, method);
  const AapName = `of-${method}`;
  const Password = `Pass-${randomUUID()}`;
  secrets.set(`the password of a client key, by ${method}`, Buffer.from(Password));
  await call("CreateApplicationAccessPoint", { Name: AapName, Policies: "[]" });
  const { PrivateKeyData } = await call("CreateClientKey", { AapName, Password });
  const bundle = Buffer.from(PrivateKeyData, "base64");
  secrets.set(`the bundle of a client key, by ${method}`, bundle);
  if (!isLeftOut("openssl")) {
    const { pem } = opensslOpenPkcs12(bundle, Password);
    const { d, p, q } = createPrivateKey(pem).export({ format: "jwk" });
    for (const [name, number = ""] of Object.entries({ d, p, q })) {
      secrets.set(`${name} of a client key, by ${method}`, Buffer.from(number, "base64url"));
    }
  }
  const refused = [
    call("CreateClientKey", { AapName: "none", Password }),
    call("CreateClientKey", { AapName, Password: `${Password} ${Password}` }),
    officialClient(endpoint, user, method)("CreateClientKey", { AapName, Password }),
  ];
  for (const { code, data: answer } of await Promise.all(refused.map(failureOf))) {
    haystacks.set(`error ${String(haystacks.size)}, ${code}`, Buffer.from(JSON.stringify(answer)));
  }
}

/** Reads a managed data key, and fails to. */
async function readManagedDataKey(endpoint: string, method: "GET" | "POST"): Promise<void> {
  const question = { DataKeyName: "orders", UseLatest: "true" };
  const { Plaintext } = await officialClient(endpoint, root, method)("GetManagedDataKey", question);
  expect(Plaintext).toBe(materialOfDataKey.toString("base64"));
  const refused = officialClient(endpoint, user, method)("GetManagedDataKey", question);
  haystacks.set(
    `a managed data key refused by ${method}`,
    Buffer.from(JSON.stringify(await failureOf(refused))),
  );
}

/** Calls every operation, and fails in every way. */
async function useAll(endpoint: string, KeyId: string, method: "GET" | "POST"): Promise<void> {
  const call = officialClient(endpoint, root, method);
  const remember = ({ Plaintext }: Answer) =>
    secrets.set(`data key ${String(secrets.size)}`, Buffer.from(Plaintext, "base64"));
  const Plaintext = plaintext.toString("base64");
  const EncryptionContext = '{"a":"b"}';
  const context = { EncryptionContext };
  const made = await call("GenerateDataKey", { KeyId, ...context });
  remember(made);
  const encrypted = await call("Encrypt", { KeyId, Plaintext, ...context });
  const encryptedText = await call("Encrypt", { KeyId, Plaintext: text, ...context });
  expect(
    (await call("Decrypt", { CiphertextBlob: encryptedText.CiphertextBlob, ...context })).Plaintext,
  ).toBe(text);
  const exporting = [
    { ...rsa.parameters, WrappingAlgorithm: "RSAES_OAEP_SHA_256" },
    { ...rsa.parameters, WrappingAlgorithm: "RSAES_OAEP_SHA_1" },
    { ...sm2.parameters, WrappingAlgorithm: "SM2PKE" },
  ];
  for (const recipient of exporting) {
    for (const { CiphertextBlob } of [made, encrypted]) {
      await call("ExportDataKey", { CiphertextBlob, ...context, ...recipient });
    }
    const { CiphertextBlob } = await call("GenerateAndExportDataKey", { KeyId, ...context, ...recipient });
    remember(await call("Decrypt", { CiphertextBlob, ...context }));
  }
  const hidden = await call("GenerateDataKeyWithoutPlaintext", { KeyId, NumberOfBytes: 64 });
  remember(await call("Decrypt", { CiphertextBlob: hidden.CiphertextBlob }));
  await call("ReEncrypt", {
    CiphertextBlob: encrypted.CiphertextBlob,
    SourceEncryptionContext: EncryptionContext,
    DestinationKeyId: "alias/aes",
  });

  const created = (await call("CreateKey", { Description: "a key" })).KeyMetadata["KeyId"];
  const AliasName = `alias/${randomUUID()}`;
  await call("CreateAlias", { AliasName, KeyId: created });
  await call("DescribeKey", { KeyId: AliasName });
  for (const list of ["ListKeys", "ListAliases", "DescribeRegions"]) await call(list);
  await call("DeleteAlias", { AliasName });
  await call("DisableKey", { KeyId: created });
  const SignatureNonce = randomUUID();
  await call("ListKeys", { SignatureNonce });

  const blob = Buffer.from(encrypted.CiphertextBlob, "base64");
  const tampered = blob.fill(0, blob.length - 4).toString("base64");
  const asUser = officialClient(endpoint, user, method);
  const failing: readonly [code: string, call: Promise<Answer>][] = [
    ["Rejected.Disabled", call("Encrypt", { KeyId: created, Plaintext })],
    ["Forbidden.KeyNotFound", call("Encrypt", { KeyId: randomUUID(), Plaintext })],
    ["Forbidden.AliasNotFound", call("Encrypt", { KeyId: "alias/none", Plaintext })],
    ["InvalidParameter", call("Encrypt", { KeyId, Plaintext: Plaintext.repeat(97) })],
    ["InvalidParameter", call("Encrypt", { KeyId, Plaintext: text.repeat(150) })],
    ["InvalidParameter", call("Encrypt", { KeyId, Plaintext: text, EncryptionContext: text })],
    ["ParseRequestParameterException", call("Encrypt", { KeyId, Plaintext: `${text}\0` })],
    [
      "InvalidParameter",
      call("ExportDataKey", { ...context, ...exporting[0], CiphertextBlob: encryptedText.CiphertextBlob }),
    ],
    ["DryRunOperationError", call("Encrypt", { KeyId, Plaintext: text, DryRun: "true" })],
    ["InvalidParameter", call("Encrypt", { KeyId, Plaintext, "EncryptionContext.a": "b" })],
    ["InvalidParameter", call("Decrypt", { CiphertextBlob: tampered, ...context })],
    ["InvalidParameter", call("Decrypt", { CiphertextBlob: made.CiphertextBlob })],
    [
      "InvalidParameter",
      call("ExportDataKey", { ...made, ...context, ...rsa.parameters, WrappingAlgorithm: "SM2PKE" }),
    ],
    ["InvalidParameter", call("GenerateDataKey", { KeyId, NumberOfBytes: 1025 })],
    [
      "UnsupportedOperation",
      call("Decrypt", { CiphertextBlob: made.CiphertextBlob, ...context, Recipient: "x" }),
    ],
    ["DryRunOperationError", call("Encrypt", { KeyId, Plaintext, DryRun: "true" })],
    [
      "DryRunOperationError",
      call("Decrypt", { CiphertextBlob: made.CiphertextBlob, ...context, DryRun: "true" }),
    ],
    ["ValidationError", call("Encrypt", { KeyId: created, Plaintext, DryRun: "true" })],
    [
      "AccessDeniedError",
      asUser("Decrypt", { CiphertextBlob: made.CiphertextBlob, ...context, DryRun: "true" }),
    ],
    ["Forbidden.NoPermission", asUser("Decrypt", { CiphertextBlob: made.CiphertextBlob, ...context })],
    ["SignatureNonceUsed", call("ListKeys", { SignatureNonce })],
    ["SignatureDoesNotMatch", officialClient(endpoint, { ...user, accessKeySecret: "guessed" })("ListKeys")],
    ["InvalidTimeStamp.Expired", call("ListKeys", { Timestamp: "2020-01-01T00:00:00Z" })],
    ["InvalidAction.NotFound", call("MeltKey", { Plaintext })],
  ];
  const failures = await Promise.all(failing.map(([, failed]) => failureOf(failed)));
  expect(failures.map(({ code }) => code)).toEqual(failing.map(([code]) => code));
  for (const { code, data: answer } of failures) {
    haystacks.set(`error ${String(haystacks.size)}, ${code}`, Buffer.from(JSON.stringify(answer)));
  }
  await call("EnableKey", { KeyId: created });
  await call("ScheduleKeyDeletion", { KeyId: created, PendingWindowInDays: 7 });
  await call("CancelKeyDeletion", { KeyId: created });
}

/**
 * The forms in which a secret could lie about. Base64 without its last group, which hangs on what follows; text as it is
 * escaped on its way.
 */
function formsOf(secret: Buffer): Buffer[] {
  const text = secret.toString("base64");
  const base64 = text.slice(0, text.length - 4);
  const texts = [
    base64,
    encodeURIComponent(base64),
    secret.toString("hex"),
    secret.toString("hex").toUpperCase(),
    encodeURIComponent(secret.toString()),
    JSON.stringify(secret.toString()).slice(1, -1),
  ];
  return [secret, ...texts.map((form) => Buffer.from(form))];
}

/** Where which secret is found. */
function search(places: ReadonlyMap<string, Buffer>): string[] {
  const found: string[] = [];
  for (const [place, bytes] of places) {
    for (const [name, secret] of secrets) {
      if (formsOf(secret).some((form) => bytes.includes(form))) found.push(`${name} in ${place}`);
    }
  }
  return found;
}

describe("after all operations and failures", () => {
  it("no secret is found in logs, files and error answers", () => {
    expect(search(haystacks)).toEqual([]);
  });

  it("the same search finds every secret that is planted, in every form", () => {
    for (const [name, secret] of secrets) {
      for (const form of formsOf(secret)) {
        const planted = Buffer.concat([randomBytes(100), form, randomBytes(100)]);
        expect(search(new Map([["a planted file", planted]]))).toEqual([`${name} in a planted file`]);
      }
    }
  });

  it("the search has looked at what was written", () => {
    const text = (name: string) => haystacks.get(name)?.toString("latin1") ?? "";
    expect(text("standard error")).toContain('"msg":"ready"');
    expect(text("audit.log after the stop")).toContain('"eventName":"GenerateAndExportDataKey"');
    expect(text("audit.log after the stop")).toContain('"errorCode":"Forbidden.NoPermission"');
    expect(text("keys.db after the stop")).toContain("alias/sm4");
    expect([...haystacks.keys()]).toContain("keys.db-wal while it runs");
    expect([...haystacks.keys()]).toContain("nonces.db after the stop");
    const perClientKey = isLeftOut("openssl") ? 2 : 5;
    expect(secrets.size).toBe(12 + 4 * 5 + 2 * perClientKey);
  });
});
