import { beforeEach, describe, expect, it } from "vitest";
import { region } from "../../service.ts";
import { startProgram, type Program } from "../program.ts";
import { goSdk, teaRpc } from "../wires.ts";

let terraform: Program;
let KeyId: string;
beforeEach(async () => {
  terraform = await startProgram(teaRpc());
  KeyId = await terraform.service.newKey();
});

/** What the provider makes of the map `encryption_context`: none is an empty one. */
const contexts = ["{}", '{"name":"value"}'];

describe.each(contexts)("Terraform's alicloud_kms_ciphertext, with the context %s,", (EncryptionContext) => {
  it.each(["plaintext", "example", "密文 🔑 + %", "-----BEGIN X-----\nAAAA\n-----END X-----\n"])(
    "seals %j, and alicloud_kms_plaintext has it back",
    async (Plaintext) => {
      const sealed = await terraform.answer("Encrypt", {
        Plaintext,
        KeyId,
        RegionId: region,
        EncryptionContext,
      });
      const CiphertextBlob = sealed["CiphertextBlob"] as string;
      const opened = { RegionId: region, CiphertextBlob, EncryptionContext };
      expect(await terraform.answer("Decrypt", opened)).toMatchObject({ Plaintext, KeyId });
    },
  );

  it("is sealed by the data source too, whose older SDK sends all in the query", async () => {
    const dataSource = terraform.by(goSdk);
    const sealed = await dataSource.answer("Encrypt", { KeyId, Plaintext: "plaintext", EncryptionContext });
    const CiphertextBlob = sealed["CiphertextBlob"] as string;
    const opened = await terraform.answer("Decrypt", { RegionId: region, CiphertextBlob, EncryptionContext });
    expect(opened).toMatchObject({ Plaintext: "plaintext" });
  });
});
