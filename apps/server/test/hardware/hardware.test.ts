import { textsOfEveryKind } from "@keyferry/crypto/conformance";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { failureOf, officialClient, type Answer, type Call } from "../official-client.ts";
import { startServer, type RunningServer } from "../running-server.ts";
import { auditOf, startOn, testModules, type AuditLine, type TestToken } from "./hsm-server.ts";
import { ways, type Way } from "../open-export.ts";

/** What each module can do inside, beside RSAES_OAEP_SHA_1. */
const insideOf: Readonly<Record<string, { readonly sha256: boolean; readonly anyLength: boolean }>> = {
  SoftHSM: { sha256: false, anyLength: false },
  NSS: { sha256: true, anyLength: true },
};

const context = { EncryptionContext: '{"tenant":"a"}' };
const plaintext = Buffer.from("a key that a caller brought along").toString("base64");

for (const module of testModules) {
  describe.skipIf(module.leftOut)(`a server on ${module.name}`, () => {
    const { sha256, anyLength } = insideOf[module.name] ?? { sha256: false, anyLength: false };
    let token: TestToken;
    let server: RunningServer;
    let call: Call;
    let hsmKey: string;
    let softwareKey: string;

    const newKey = async (parameters: Readonly<Record<string, string>>): Promise<string> =>
      (await call("CreateKey", parameters)).KeyMetadata["KeyId"] ?? "";
    const decrypt = async (CiphertextBlob: string): Promise<string> =>
      (await call("Decrypt", { CiphertextBlob, ...context })).Plaintext;
    const exportBy = (CiphertextBlob: string, { parameters }: Way): Promise<Answer> =>
      call("ExportDataKey", { CiphertextBlob, ...context, ...parameters });

    const start = async (...flags: readonly string[]): Promise<void> => {
      server = await startServer(startOn(token, { flags }));
      call = officialClient(server.ready.public);
      hsmKey = await newKey({ ProtectionLevel: "HSM" });
      softwareKey = await newKey({ ProtectionLevel: "SOFTWARE" });
    };
    beforeAll(() => {
      token = module.newToken();
    });
    afterAll(() => {
      token.remove();
    });

    /** What the module cannot do inside, each by a call. */
    const workOnTheHost = (): Readonly<Record<string, () => Promise<Answer>>> => ({
      SM2PKE: async () => exportBy(await newDataKey(), ways.SM2PKE),
      ...(!sha256 && {
        RSAES_OAEP_SHA_256: async () => exportBy(await newDataKey(), ways.RSAES_OAEP_SHA_256),
      }),
      ...(!anyLength && {
        "a data key of 17 bytes": () =>
          call("GenerateDataKeyWithoutPlaintext", { KeyId: hsmKey, NumberOfBytes: 17, ...context }),
      }),
      "a blob of Encrypt": async () => exportBy(await encrypted(hsmKey), ways.RSAES_OAEP_SHA_1),
      "a data key for a key in software": async () =>
        call("ReEncrypt", {
          CiphertextBlob: await newDataKey(),
          SourceEncryptionContext: context.EncryptionContext,
          DestinationKeyId: softwareKey,
          DestinationEncryptionContext: context.EncryptionContext,
        }),
      "a key in software for the module": async () =>
        call("ReEncrypt", {
          CiphertextBlob: await encrypted(softwareKey),
          SourceEncryptionContext: context.EncryptionContext,
          DestinationKeyId: hsmKey,
          DestinationEncryptionContext: context.EncryptionContext,
        }),
    });

    async function newDataKey(NumberOfBytes = 32, KeyId = hsmKey): Promise<string> {
      const answer = await call("GenerateDataKeyWithoutPlaintext", { KeyId, NumberOfBytes, ...context });
      return answer.CiphertextBlob;
    }

    async function encrypted(KeyId: string, Plaintext = plaintext): Promise<string> {
      return (await call("Encrypt", { KeyId, Plaintext, ...context })).CiphertextBlob;
    }

    async function moved(CiphertextBlob: string, DestinationKeyId: string): Promise<string> {
      const SourceEncryptionContext = context.EncryptionContext;
      const contexts = { SourceEncryptionContext, DestinationEncryptionContext: context.EncryptionContext };
      return (await call("ReEncrypt", { CiphertextBlob, DestinationKeyId, ...contexts })).CiphertextBlob;
    }

    describe("that keeps all work inside", () => {
      beforeAll(() => start());
      afterAll(() => server[Symbol.asyncDispose]());

      it("encrypts text of any kind in the module, and gives it back as it was", async () => {
        const DestinationKeyId = await newKey({ ProtectionLevel: "HSM" });
        for (const text of [...textsOfEveryKind, "密".repeat(2_048)]) {
          const blob = await encrypted(hsmKey, text);
          // Version id, form, IV, text, tag.
          expect(Buffer.from(blob, "base64")).toHaveLength(36 + 1 + 12 + Buffer.byteLength(text) + 16);
          expect(await decrypt(blob)).toBe(text);
          expect(await decrypt(await moved(blob, DestinationKeyId))).toBe(text);
        }
      });

      const inside = ["RSAES_OAEP_SHA_1", ...(sha256 ? (["RSAES_OAEP_SHA_256"] as const) : [])] as const;
      it.each(inside)("exports data keys by %s, which open to what Decrypt answers", async (algorithm) => {
        for (const length of [8, 16, 32, 128]) {
          const blob = await newDataKey(length);
          const { ExportedDataKey } = await exportBy(blob, ways[algorithm]);
          const opened = ways[algorithm].open(ExportedDataKey);
          expect(Buffer.from(opened, "base64")).toHaveLength(length);
          expect(opened).toBe(await decrypt(blob));
        }
        const both = await call("GenerateAndExportDataKey", {
          KeyId: hsmKey,
          ...context,
          ...ways[algorithm].parameters,
        });
        expect(ways[algorithm].open(both.ExportedDataKey)).toBe(await decrypt(both.CiphertextBlob));
      });

      it("answers GenerateDataKey with the plaintext that Decrypt answers", async () => {
        const { CiphertextBlob, Plaintext } = await call("GenerateDataKey", { KeyId: hsmKey, ...context });
        expect(await decrypt(CiphertextBlob)).toBe(Plaintext);
      });

      it("re-encrypts between two keys of the module, for data keys and for data", async () => {
        const DestinationKeyId = await newKey({ ProtectionLevel: "HSM" });
        for (const CiphertextBlob of [await newDataKey(), await encrypted(hsmKey)]) {
          const elsewhere = await moved(CiphertextBlob, DestinationKeyId);
          expect(elsewhere).not.toBe(CiphertextBlob);
          expect(await decrypt(elsewhere)).toBe(await decrypt(CiphertextBlob));
        }
      });

      it("keeps context and ciphertext bound, as the software does", async () => {
        const blob = await newDataKey();
        const altered = Buffer.from(blob, "base64");
        altered.writeUInt8(altered.readUInt8(60) ^ 1, 60);
        const failures = [
          failureOf(call("ExportDataKey", { CiphertextBlob: blob, ...ways.RSAES_OAEP_SHA_1.parameters })),
          failureOf(exportBy(altered.toString("base64"), ways.RSAES_OAEP_SHA_1)),
          failureOf(call("Decrypt", { CiphertextBlob: altered.toString("base64"), ...context })),
        ];
        for (const { code, data } of await Promise.all(failures)) {
          expect(code).toBe("InvalidParameter");
          expect(data.Message).toContain("CiphertextBlob: does not decrypt");
        }
      });

      it("refuses each thing that the module cannot do inside, and says why", async () => {
        for (const work of Object.values(workOnTheHost())) {
          const { code, data, entry } = await failureOf(work());
          expect([code, entry.response.statusCode]).toEqual(["UnsupportedOperation", 400]);
          expect(data.Message).toMatch(/, and work on the host is not allowed \(hostFallback\)\.$/);
        }
      });

      it("does for keys in software what it refuses for keys of the module", async () => {
        for (const way of Object.values(ways)) {
          const blob = await newDataKey(17, softwareKey);
          expect(way.open((await exportBy(blob, way)).ExportedDataKey)).toBe(await decrypt(blob));
        }
      });

      it("refuses a key for the module that the module cannot make", async () => {
        const refused = call("CreateKey", { KeySpec: "Aliyun_SM4", ProtectionLevel: "HSM" });
        expect((await failureOf(refused)).code).toBe("Unsupported.ProtectionLevel");
        expect(await newKey({ KeySpec: "Aliyun_SM4", ProtectionLevel: "SOFTWARE" })).not.toBe("");
      });

      it("signs with key pairs of the module", async () => {
        const made = await call("CreateKey", {
          KeySpec: "EC_P256",
          KeyUsage: "SIGN/VERIFY",
          ProtectionLevel: "HSM",
        });
        const { KeyId, PrimaryKeyVersion: KeyVersionId } = made.KeyMetadata;
        const signed = {
          KeyId,
          KeyVersionId,
          Algorithm: "ECDSA_SHA_256",
          Digest: Buffer.alloc(32).toString("base64"),
        };
        const { Value } = (await call("AsymmetricSign", signed)) as unknown as { readonly Value: string };
        expect(await call("AsymmetricVerify", { ...signed, Value })).toMatchObject({ Value: true });
      });

      it("audits where keys live, and that no plaintext of the module came to the host", async () => {
        const uses = [
          await call("CreateKey", { ProtectionLevel: "HSM" }),
          await call("GenerateDataKeyWithoutPlaintext", { KeyId: hsmKey, ...context }),
          await call("GenerateDataKeyWithoutPlaintext", { KeyId: softwareKey, ...context }),
          await exportBy(await newDataKey(), ways.RSAES_OAEP_SHA_1),
        ];
        const records = await auditOf(server);
        const custody = `pkcs11:${token.options.token.label ?? ""}`;
        expect(uses.map(({ RequestId }) => records.get(RequestId)?.custodies)).toEqual([
          [custody],
          [custody],
          ["host"],
          [custody],
        ]);
        expect([...records.values()].filter(({ onHost }) => onHost !== undefined)).toEqual([]);
      });
    });

    describe("that allows work on the host", () => {
      beforeAll(() => start("--host-fallback", "allow"));
      afterAll(() => server[Symbol.asyncDispose]());

      it("exports every data key in every way, opening to what Decrypt answers", async () => {
        for (const blob of [await newDataKey(), await newDataKey(17), await encrypted(hsmKey)]) {
          for (const way of Object.values(ways)) {
            expect(way.open((await exportBy(blob, way)).ExportedDataKey)).toBe(await decrypt(blob));
          }
        }
      });

      it("carries text of any kind from the module to software and back", async () => {
        for (const text of textsOfEveryKind) {
          const inSoftware = await moved(await encrypted(hsmKey, text), softwareKey);
          expect(await decrypt(inSoftware)).toBe(text);
          expect(await decrypt(await moved(inSoftware, hsmKey))).toBe(text);
        }
      });

      it("carries data keys from the module to software and back, still to be exported", async () => {
        for (const blob of [await newDataKey(), await newDataKey(17)]) {
          const inSoftware = await moved(blob, softwareKey);
          const back = await moved(inSoftware, hsmKey);
          for (const each of [inSoftware, back]) {
            expect(await decrypt(each)).toBe(await decrypt(blob));
            const { ExportedDataKey } = await exportBy(each, ways.RSAES_OAEP_SHA_1);
            expect(ways.RSAES_OAEP_SHA_1.open(ExportedDataKey)).toBe(await decrypt(blob));
          }
        }
      });

      it("exports no text that is not base64, and says so", async () => {
        for (const KeyId of [hsmKey, softwareKey]) {
          const { code, data } = await failureOf(
            exportBy(await encrypted(KeyId, "hello world"), ways.RSAES_OAEP_SHA_1),
          );
          expect(code).toBe("InvalidParameter");
          expect(data.Message).toContain("CiphertextBlob: holds text that is not base64");
        }
      });

      it("audits work on the host as such, and nothing else", async () => {
        const inside = [
          await exportBy(await newDataKey(), ways.RSAES_OAEP_SHA_1),
          await call("GenerateDataKey", { KeyId: hsmKey, ...context }),
        ];
        const onHost: Answer[] = [];
        for (const work of Object.values(workOnTheHost())) onHost.push(await work());
        const records = await auditOf(server);
        const flagOf = ({ RequestId }: Answer): AuditLine["onHost"] => records.get(RequestId)?.onHost;
        expect(inside.map(flagOf)).toEqual(inside.map(() => undefined));
        expect(onHost.map(flagOf)).toEqual(onHost.map(() => true));
      });
    });
  });
}
