import { generateKeyPairSync, randomBytes } from "node:crypto";
import { mkdtempSync, rmSync } from "node:fs";
import { StatementSync } from "node:sqlite";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { combineBackends, createRowAuthenticator, createSealer, type CryptoBackend } from "@keyferry/crypto";
import { createNodeBackend } from "@keyferry/crypto-node";
import { createSoftwareBackend } from "@keyferry/crypto-software";
import {
  createKey,
  decrypt,
  describeKey,
  encrypt,
  exportDataKey,
  generateDataKey,
  generateDataKeyWithoutPlaintext,
  reEncrypt,
} from "@keyferry/protocol";
import { createCaller, type Caller } from "@keyferry/sdk";
import { createService } from "@keyferry/service";
import { openSqliteNonceStore, openSqliteStore } from "@keyferry/store-sqlite";
import { createInProcessTransport } from "@keyferry/transport";
import { afterAll, beforeAll, describe, expect, it, vi } from "vitest";

const folder = mkdtempSync(join(tmpdir(), "keyferry-counts-"));
/** The statements that databases have executed, and the methods of the backend that were called. */
const statements: string[] = [];
const cryptoCalls: string[] = [];
let caller: Caller;
let KeyId: string;
let CiphertextBlob: Uint8Array;

beforeAll(async () => {
  const methods = StatementSync.prototype as unknown as Readonly<
    Record<"run" | "get" | "all", (this: StatementSync, ...parameters: unknown[]) => unknown>
  >;
  for (const method of ["run", "get", "all"] as const) {
    const execute = methods[method];
    vi.spyOn(StatementSync.prototype, method).mockImplementation(function (
      this: StatementSync,
      ...parameters: unknown[]
    ) {
      statements.push(this.sourceSQL);
      return execute.apply(this, parameters);
    } as never);
  }
  const rootKey = randomBytes(32);
  const sealer = createSealer(rootKey);
  const root = { account: "1000000000000000", accessKeyId: "root", accessKeySecret: "secret" };
  const authenticator = createRowAuthenticator(rootKey);
  const service = createService({
    store: await openSqliteStore({ file: join(folder, "keys.db"), authenticator }),
    nonces: await openSqliteNonceStore({ file: join(folder, "nonces.db") }),
    crypto: counted(combineBackends([createNodeBackend({ sealer }), createSoftwareBackend({ sealer })])),
    ...{ sealer, root, region: "cn-hangzhou" },
  });
  const transport = createInProcessTransport({ door: service.openGateway(service.hostsOf("vpc")) });
  caller = createCaller({ transport, credentials: root });
  ({
    KeyMetadata: { KeyId },
  } = await caller.call(createKey, {}));
  ({ CiphertextBlob } = await caller.call(generateDataKeyWithoutPlaintext, { KeyId }));
});

afterAll(() => {
  vi.restoreAllMocks();
  rmSync(folder, { recursive: true });
});

function counted(backend: CryptoBackend): CryptoBackend {
  const members = Object.entries(backend).map(([name, member]: [string, unknown]) => [
    name,
    typeof member === "function"
      ? (...parameters: unknown[]): unknown => {
          cryptoCalls.push(name);
          return (member as (...parameters: unknown[]) => unknown)(...parameters);
        }
      : member,
  ]);
  return Object.fromEntries(members) as CryptoBackend;
}

/** What each statement does, and to which table. */
function briefly(texts: readonly string[]): readonly string[] {
  return texts.map((text) =>
    text
      .replaceAll('"', "")
      .split(/ (?:into|from)? ?/i)
      .slice(0, 2)
      .join(" "),
  );
}

/** Counts that no machine changes, so that a slower way of a request shows without a clock. */
describe("a request whose keys are known already", () => {
  const PublicKeyBlob = new Uint8Array(
    generateKeyPairSync("rsa", { modulusLength: 2048 }).publicKey.export({ format: "der", type: "spki" }),
  );
  const wrapping = { WrappingKeySpec: "RSA_2048", WrappingAlgorithm: "RSAES_OAEP_SHA_256" } as const;

  it.each([
    ["DescribeKey", () => caller.call(describeKey, { KeyId }), []],
    ["Encrypt", () => caller.call(encrypt, { KeyId, Plaintext: "text" }), ["encrypt"]],
    ["Decrypt", () => caller.call(decrypt, { CiphertextBlob }), ["decrypt"]],
    ["GenerateDataKey", () => caller.call(generateDataKey, { KeyId }), ["generateDataKey", "decrypt"]],
    [
      "GenerateDataKeyWithoutPlaintext",
      () => caller.call(generateDataKeyWithoutPlaintext, { KeyId }),
      ["generateDataKey"],
    ],
    [
      "ExportDataKey",
      () => caller.call(exportDataKey, { CiphertextBlob, PublicKeyBlob, ...wrapping }),
      ["rewrap"],
    ],
    ["ReEncrypt", () => caller.call(reEncrypt, { CiphertextBlob, DestinationKeyId: KeyId }), ["reencrypt"]],
  ] as const)("claims its nonce, and asks one question of the store: %s", async (_, work, calls) => {
    for (let warm = 0; warm < 2; warm++) await work();
    statements.length = cryptoCalls.length = 0;
    await work();
    expect(briefly(statements)).toEqual([
      "BEGIN IMMEDIATE",
      "INSERT nonces",
      "DELETE nonces",
      "COMMIT",
      "PRAGMA data_version",
    ]);
    expect(cryptoCalls).toEqual(calls);
  });

  it("counts its message in the store where it is the first of a block, and not again", async () => {
    const { KeyMetadata } = await caller.call(createKey, {});
    const work = () => caller.call(encrypt, { KeyId: KeyMetadata.KeyId, Plaintext: "text" });
    await caller.call(describeKey, { KeyId: KeyMetadata.KeyId });
    const written: number[] = [];
    for (let message = 1; message <= 1025; message++) {
      statements.length = 0;
      await work();
      const counting = briefly(statements).filter((statement) => statement === "update key_versions");
      if (counting.length > 0) written.push(message);
      // One that holds the row, and one that changes it.
      if (counting.length > 0) expect(counting).toHaveLength(2);
    }
    expect(written).toEqual([1, 1025]);
  });
});
