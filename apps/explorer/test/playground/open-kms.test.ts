import { constants, generateKeyPairSync, privateDecrypt } from "node:crypto";
import {
  asymmetricSign,
  createKey,
  decrypt,
  describeKey,
  encrypt,
  exportDataKey,
  generateDataKeyWithoutPlaintext,
  listAliases,
  listKeys,
  listKeyVersions,
  listKmsInstances,
  listSecrets,
} from "@keyferry/protocol";
import { describe, expect, it, vi } from "vitest";
import { signedCall } from "../../src/connection/signed-call.ts";
import { home } from "../../src/playground/tab/home.ts";
import { openTab } from "./tab.ts";

const day = 86_400_000;

/** The newest audit records. */
function recordsOf(lines: readonly string[]): readonly Readonly<Record<string, unknown>>[] {
  return lines.map((line) => JSON.parse(line) as Readonly<Record<string, unknown>>);
}

describe("a KMS in the tab", () => {
  it("exports a data key that its recipient opens", async () => {
    using tab = await openTab();
    const { CiphertextBlob } = await tab.call(generateDataKeyWithoutPlaintext, { KeyId: "alias/orders" });
    const recipient = generateKeyPairSync("rsa", { modulusLength: 2048 });
    const { ExportedDataKey } = await tab.call(exportDataKey, {
      CiphertextBlob,
      PublicKeyBlob: new Uint8Array(recipient.publicKey.export({ format: "der", type: "spki" })),
      WrappingKeySpec: "RSA_2048",
      WrappingAlgorithm: "RSAES_OAEP_SHA_256",
    });
    const opened = privateDecrypt(
      { key: recipient.privateKey, padding: constants.RSA_PKCS1_OAEP_PADDING, oaepHash: "sha256" },
      ExportedDataKey,
    );
    const { Plaintext } = await tab.call(decrypt, { CiphertextBlob });
    expect(opened.toString("base64")).toBe(Plaintext);
    expect(tab.faults).toEqual([]);
  });

  it("has a few things in it, so that no list is empty", async () => {
    using tab = await openTab();
    const { Aliases } = await tab.call(listAliases, { PageSize: 100 });
    expect(Aliases.map(({ AliasName }) => AliasName)).toContain("alias/orders");
    expect((await tab.call(listSecrets, {})).TotalCount).toBe(1);
    expect((await tab.call(listKmsInstances, {})).TotalCount).toBe(1);
    const { store } = await tab.kms.state();
    expect(store.recipients.map(({ spec }) => spec)).toEqual(["RSA_2048", "EC_SM2"]);
    expect(store.users.map(({ name }) => name)).toEqual(["courier", "auditor"]);
  });

  it.each(["public", "vpc", "dedicated"] as const)("answers by the %s gateway", async (by) => {
    using tab = await openTab();
    const KeyId = by === "dedicated" ? "alias/vault" : "alias/orders";
    const { CiphertextBlob } = await tab.call(encrypt, { KeyId, Plaintext: "aGVsbG8=" }, by);
    expect((await tab.call(decrypt, { CiphertextBlob }, by)).Plaintext).toBe("aGVsbG8=");
    const last = recordsOf(await tab.trail()).at(-1);
    expect(last).toMatchObject({ eventName: "Decrypt", additionalEventData: { gateway: by } });
  });

  it("signs with keys that the browser's cryptography has, and with others", async () => {
    using tab = await openTab();
    for (const [KeySpec, Algorithm] of [
      ["RSA_2048", "RSA_PSS_SHA_256"],
      ["EC_P256K", "ECDSA_SHA_256"],
      ["EC_SM2", "SM2DSA"],
    ] as const) {
      const { KeyMetadata } = await tab.call(createKey, { KeySpec, KeyUsage: "SIGN/VERIFY" });
      const { Value } = await tab.call(asymmetricSign, {
        KeyId: KeyMetadata.KeyId,
        KeyVersionId: KeyMetadata.PrimaryKeyVersion,
        Algorithm,
        Digest: new Uint8Array(32),
      });
      expect(Value.length).toBeGreaterThan(63);
    }
  });

  it("refuses as a server does, and explains it", async () => {
    using tab = await openTab();
    const connection = tab.kms.connections.public;
    const key = { id: home.accessKey.id, secret: "another secret" };
    const { answer } = await signedCall(connection, listKeys, {}, key);
    expect(answer.status).toBe(400);
    expect(answer.body).toContain("SignatureDoesNotMatch");
    const page = new URL(answer.headers["x-keyferry-explain"] ?? "");
    const target = `${page.pathname}?format=json`;
    const explained = await connection.send({ method: "GET", target, headers: {}, body: "" });
    expect(JSON.parse(explained.body)).toMatchObject({ code: "SignatureDoesNotMatch" });
  });

  it("shows its root the audit trail, the state of its chain, refusals, and who may export", async () => {
    using tab = await openTab();
    const { KeyMetadata } = await tab.call(describeKey, { KeyId: "alias/orders" });
    await expect(tab.call(describeKey, { KeyId: "alias/none" })).rejects.toThrow();
    expect(await tab.inspect("chain")).toMatchObject({ whole: true, faults: 0, brokenAfter: null });
    expect(await tab.inspect("records", { operation: "DescribeKey" })).toMatchObject({
      records: [{ errorCode: "Forbidden.AliasNotFound" }, { eventName: "DescribeKey" }],
    });
    await vi.waitFor(async () => {
      const { refusals } = await tab.inspect("refusals");
      expect(refusals).toMatchObject([{ code: "Forbidden.AliasNotFound" }]);
    });
    const found = JSON.stringify(await tab.inspect("exporters", { key: KeyMetadata.KeyId }));
    expect(found).toContain("courier");
    expect(found).not.toContain("auditor");
  });

  it("has a user who may export to one recipient alone", async () => {
    using tab = await openTab();
    const courier = { id: "LTAI-courier", secret: "courier-playground-only" };
    const { store } = await tab.kms.state();
    const { CiphertextBlob } = await tab.call(generateDataKeyWithoutPlaintext, { KeyId: "alias/orders" });
    const exportTo = async (name: string) => {
      const recipient = store.recipients.find((each) => each.name === name);
      const spec = recipient?.spec ?? "";
      const { answer } = await signedCall(
        tab.kms.connections.public,
        exportDataKey,
        {
          CiphertextBlob: Buffer.from(CiphertextBlob).toString("base64"),
          PublicKeyBlob: Buffer.from(recipient?.publicKey ?? []).toString("base64"),
          WrappingKeySpec: spec,
          WrappingAlgorithm: spec === "EC_SM2" ? "SM2PKE" : "RSAES_OAEP_SHA_256",
        },
        courier,
      );
      return answer.status;
    };
    expect([await exportTo("hsm-hangzhou"), await exportTo("hsm-beijing")]).toEqual([200, 403]);
  });

  it("does what is due when its clock has been moved", async () => {
    using tab = await openTab();
    const keys = async () => (await tab.call(listKeys, { PageSize: 100 })).TotalCount;
    const { KeyMetadata } = await tab.call(describeKey, { KeyId: "alias/payments" });
    const before = await keys();
    await tab.kms.advance(8 * day);
    expect(await keys()).toBe(before - 1);
    await tab.kms.advance(23 * day);
    const { TotalCount } = await tab.call(listKeyVersions, { KeyId: KeyMetadata.KeyId });
    expect(TotalCount).toBe(2);
    expect(tab.faults).toEqual([]);
  });

  it("leaves nothing open, and no root key, where it does not open to the end", async () => {
    const drawn = vi.spyOn(globalThis.crypto, "getRandomValues");
    const [started, ended] = [vi.spyOn(globalThis, "setInterval"), vi.spyOn(globalThis, "clearInterval")];
    try {
      const clock = () => {
        // All is there by then but what is planted.
        if (started.mock.calls.length > 0) throw new Error("no time");
        return Date.now();
      };
      await expect(openTab({ clock })).rejects.toThrow("no time");
      const timers = started.mock.results.map(({ value }) => value as unknown);
      expect(timers.length).toBeGreaterThan(0);
      expect(ended.mock.calls.map(([timer]) => timer)).toEqual(expect.arrayContaining(timers));
      expect(drawn.mock.calls[0]?.[0]).toEqual(new Uint8Array(32));
    } finally {
      vi.restoreAllMocks();
    }
  });

  it("goes without the browser's cryptography, which pages over plain HTTP have none of", async () => {
    const { subtle } = globalThis.crypto;
    Object.defineProperty(globalThis.crypto, "subtle", { value: undefined, configurable: true });
    try {
      using tab = await openTab();
      const { CiphertextBlob } = await tab.call(encrypt, { KeyId: "alias/orders", Plaintext: "aGVsbG8=" });
      expect((await tab.call(decrypt, { CiphertextBlob })).Plaintext).toBe("aGVsbG8=");
    } finally {
      Object.defineProperty(globalThis.crypto, "subtle", { value: subtle, configurable: true });
    }
  });
});
