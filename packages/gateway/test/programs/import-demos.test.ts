import { constants, createPublicKey, publicEncrypt, randomBytes } from "node:crypto";
import { beforeEach, describe, expect, it } from "vitest";
import { startProgram, type Members, type Program } from "./program.ts";
import { goSdk, javaSdk, pythonSdk, type Wire } from "./wires.ts";

let demo: Program;
beforeEach(async () => {
  demo = await startProgram(goSdk);
});

async function newKey(): Promise<string> {
  const { KeyMetadata } = await demo.answer("CreateKey", { Origin: "EXTERNAL", KeySpec: "Aliyun_AES_256" });
  expect(KeyMetadata).toMatchObject({ Origin: "EXTERNAL", KeyState: "PendingImport" });
  return (KeyMetadata as { readonly KeyId: string }).KeyId;
}

const paddings = [
  ["RSAES_OAEP_SHA_256", { padding: constants.RSA_PKCS1_OAEP_PADDING, oaepHash: "sha256" }],
  ["RSAES_OAEP_SHA_1", { padding: constants.RSA_PKCS1_OAEP_PADDING, oaepHash: "sha1" }],
  ["RSAES_PKCS1_V1_5", { padding: constants.RSA_PKCS1_PADDING }],
] as const;

const languages: readonly (readonly [string, Wire])[] = [
  ["Go", goSdk],
  ["Java", javaSdk()],
  ["Python", pythonSdk],
];

describe.each(languages)("the vendor's demo of imported material in %s", (_, wire) => {
  it.each(paddings)(
    "imports by %s, uses the key, takes the material away and imports it again",
    async (algorithm, padding) => {
      const program = demo.by(wire);
      const KeyId = await newKey();
      const material = randomBytes(32);
      const wrapped = async () => {
        const wrapping = { WrappingAlgorithm: algorithm, WrappingKeySpec: "RSA_2048" };
        const { PublicKey, ImportToken } = await program.answer("GetParametersForImport", {
          KeyId,
          ...wrapping,
        });
        const der = Buffer.from(PublicKey as string, "base64");
        const key = createPublicKey({ key: der, format: "der", type: "spki" });
        const EncryptedKeyMaterial = publicEncrypt({ key, ...padding }, material).toString("base64");
        return { KeyId, EncryptedKeyMaterial, ImportToken: ImportToken as string };
      };
      // The demos name no time at which the material expires.
      await program.answer("ImportKeyMaterial", await wrapped());
      const described = async () =>
        (await program.answer("DescribeKey", { KeyId }))["KeyMetadata"] as Members;
      expect(await described()).toMatchObject({ KeyState: "Enabled", MaterialExpireTime: "" });
      const { CiphertextBlob } = await program.answer("Encrypt", { KeyId, Plaintext: "text" });
      const blob = { CiphertextBlob: CiphertextBlob as string };

      await program.answer("DeleteKeyMaterial", { KeyId });
      expect(await described()).toMatchObject({ KeyState: "PendingImport" });
      expect(await program.outcome("Decrypt", blob)).not.toBe("OK");
      const KeyMaterialExpireUnix = String(demo.service.clock.now / 1000 + 3600);
      await program.answer("ImportKeyMaterial", { ...(await wrapped()), KeyMaterialExpireUnix });
      expect(await described()).toMatchObject({ MaterialExpireTime: "2026-01-02T04:04:05Z" });
      expect(await program.answer("Decrypt", blob)).toMatchObject({ Plaintext: "text" });
    },
  );
});
