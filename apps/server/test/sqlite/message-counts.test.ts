import { readFileSync } from "node:fs";
import { join } from "node:path";
import { createRowAuthenticator } from "@keyferry/crypto";
import { parseReceiptKeys, receiptKeyPath, verifyReceipt } from "@keyferry/receipt";
import { openSqliteStore } from "@keyferry/store-sqlite";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { runCommand } from "../command.ts";
import { failureOf, officialClient, type Call } from "../official-client.ts";
import { send } from "../raw-http.ts";
import { newRsaRecipient } from "../recipients.ts";
import { startServer, type RunningServer } from "../running-server.ts";
import { signedQuery } from "../signed-request.ts";

const scope = { account: "1000000000000000", region: "cn-hangzhou" };

const rotation = { EnableAutomaticRotation: true, RotationInterval: "604800s" };

let server: RunningServer;
let call: Call;

beforeAll(async () => {
  server = await startServer();
  call = officialClient(server.ready.public);
});

afterAll(() => server[Symbol.asyncDispose]());

/** Makes a key, of which another process has so many messages counted. */
async function newKey(messages: number, parameters: Readonly<Record<string, unknown>> = {}) {
  const { KeyMetadata } = await call("CreateKey", parameters);
  const { KeyId = "", PrimaryKeyVersion = "" } = KeyMetadata;
  const rootKey = Buffer.from(readFileSync(join(server.data, "root.key"), "ascii"), "base64");
  const store = await openSqliteStore({
    file: join(server.data, "keys.db"),
    authenticator: createRowAuthenticator(rootKey),
  });
  const wanted = { wanted: messages, max: 2 ** 32 };
  const block = await store.scoped(scope).keys.write.reserveMessages(PrimaryKeyVersion, wanted);
  await store.close();
  expect(block).toEqual({ before: 0, count: messages });
  return { KeyId, PrimaryKeyVersion };
}

const linesAbout = (versionId: string): readonly Readonly<Record<string, unknown>>[] =>
  server
    .written()
    .error.split("\n")
    .filter((line) => line.includes(versionId))
    .map((line) => JSON.parse(line) as Readonly<Record<string, unknown>>);

async function figure(level: string): Promise<number> {
  const { body } = await send(server.ready.public, { target: "/metrics" });
  return Number(
    new RegExp(`^keyferry_gcm_warnings_total\\{level="${level}"\\} (\\d+)$`, "m").exec(body)?.[1] ?? 0,
  );
}

describe("a server", () => {
  it("warns once of a key version with half of the messages, and goes on", async () => {
    const { KeyId, PrimaryKeyVersion: versionId } = await newKey(2 ** 31);
    const before = await figure("many");
    for (let index = 0; index < 3; index++) await call("Encrypt", { KeyId, Plaintext: "text" });
    const messages = 2 ** 31 + 1024;
    expect(linesAbout(versionId)).toMatchObject([{ level: 40, ...scope, keyId: KeyId, versionId, messages }]);
    expect(await figure("many")).toBe(before + 1);
  });

  it("encrypts no more than 2^32 messages under a key version, and still decrypts", async () => {
    const { KeyId, PrimaryKeyVersion } = await newKey(2 ** 32 - 2);
    const before = await figure("full");
    const { CiphertextBlob } = await call("Encrypt", { KeyId, Plaintext: "text" });
    await call("GenerateDataKey", { KeyId });
    for (const action of ["Encrypt", "GenerateDataKey", "GenerateDataKeyWithoutPlaintext"]) {
      const failure = await failureOf(call(action, { KeyId, Plaintext: "text" }));
      expect([failure.code, failure.entry.response.statusCode]).toEqual(["Rejected.LimitExceeded", 400]);
      expect(failure.data.Message).toContain("has encrypted 4294967296 messages");
    }
    expect((await call("Decrypt", { CiphertextBlob })).Plaintext).toBe("text");
    expect(linesAbout(PrimaryKeyVersion)).toHaveLength(2);
    expect(await figure("full")).toBe(before + 1);
  });

  it("lists the key versions that have encrypted most messages", async () => {
    const { KeyId, PrimaryKeyVersion } = await newKey(2 ** 30);
    const { KeyId: unused } = (await call("CreateKey")).KeyMetadata;
    await call("Encrypt", { KeyId, Plaintext: "text" });
    const { output } = await runCommand(["messages", "--data", server.data]);
    const [heading = "", ...rows] = output.trimEnd().split("\n");
    expect(heading.split(/ {2,}/)).toEqual(["MESSAGES", "OF 2^32", "ACCOUNT", "REGION", "KEY", "VERSION"]);
    const own = ["1073742848", "25.0%", scope.account, scope.region, KeyId, PrimaryKeyVersion];
    expect(rows.map((row) => row.split(/ +/))).toContainEqual(own);
    expect(output).not.toContain(unused);
    const counts = rows.map((row) => Number(row.split(" ")[0]));
    expect(counts).toEqual(counts.toSorted((left, right) => right - left));
  });

  it("rotates a key at once whose version has as many, where rotation is on", async () => {
    const { KeyId, PrimaryKeyVersion } = await newKey(2 ** 32, rotation);
    const { KeyVersionId } = await call("Encrypt", { KeyId, Plaintext: "text" });
    expect(KeyVersionId).not.toBe(PrimaryKeyVersion);
    expect((await call("DescribeKey", { KeyId })).KeyMetadata["PrimaryKeyVersion"]).toBe(KeyVersionId);
  });

  it("names in the receipt of an export the version that a full one has made room for", async () => {
    const { KeyId, PrimaryKeyVersion } = await newKey(2 ** 32, rotation);
    const { parameters } = newRsaRecipient();
    const query = { Action: "GenerateAndExportDataKey", KeyId, ...parameters, Format: "JSON" };
    const { status, body, headers } = await send(server.ready.public, {
      target: `/?${signedQuery({ ...query, WrappingAlgorithm: "RSAES_OAEP_SHA_256" })}`,
      headers: { "x-keyferry-receipt": "true" },
    });
    const { KeyVersionId } = JSON.parse(body) as { readonly KeyVersionId: string };
    expect([status, KeyVersionId === PrimaryKeyVersion]).toEqual([200, false]);
    const keys = (await send(server.ready.public, { target: receiptKeyPath })).body;
    const { keyVersionId } = verifyReceipt(String(headers["x-keyferry-receipt"]), parseReceiptKeys(keys));
    expect(keyVersionId).toBe(KeyVersionId);
  });
});
