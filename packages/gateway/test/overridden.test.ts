import { decodeBase64 } from "@keyferry/protocol";
import { beforeAll, describe, expect, it } from "vitest";
import { actions, createWorld, fieldsOf, type ActionName, type World } from "./hostile/world.ts";
import type { Parameters } from "./requests.ts";
import { here, outcomeIn } from "./service.ts";

let world: World;
beforeAll(async () => {
  world = await createWorld();
});

/** A sound call of each operation with a parameter that overrides another. */
const overriding: Readonly<Partial<Record<ActionName, () => Parameters>>> = {
  CreateKey: () => ({ DKMSInstanceId: here }),
  ReEncrypt: () => {
    const { KeyId, KeyVersionId, CiphertextBlob } = world.sound.AsymmetricDecrypt;
    return {
      CiphertextBlob,
      SourceKeyId: KeyId,
      SourceKeyVersionId: KeyVersionId,
      SourceEncryptionAlgorithm: "RSAES_OAEP_SHA_256",
      DestinationKeyId: world.sound.ReEncrypt["DestinationKeyId"],
    };
  },
  GenerateDataKey: () => ({ KeyId: world.sound.Encrypt["KeyId"], NumberOfBytes: "16" }),
  GenerateDataKeyWithoutPlaintext: () => ({ KeyId: world.sound.Encrypt["KeyId"], NumberOfBytes: "16" }),
  GenerateAndExportDataKey: () => ({
    ...world.sound.GenerateAndExportDataKey,
    NumberOfBytes: "16",
  }),
};
const pairs = actions.flatMap((action) =>
  fieldsOf(action).flatMap(({ name, overriddenBy }) =>
    overriddenBy === undefined ? [] : [[action, name, overriddenBy] as const],
  ),
);

describe("a parameter that another overrides", () => {
  it.each(pairs)("%s: %s beside %s may hold anything", async (action, name) => {
    const sound = overriding[action]?.() ?? world.sound[action];
    for (const value of ["SM4_128", "nonsense", "{", "x".repeat(10_000)]) {
      expect(outcomeIn(await world.service.send(action, { ...sound, [name]: value }))).toBe("OK");
    }
  });

  it("KeySpec does not change the length that NumberOfBytes says", async () => {
    const sound = overriding.GenerateDataKey?.() ?? {};
    for (const KeySpec of ["SM4_128", "AES_256", "AES_128", ""]) {
      const { body } = await world.service.send("GenerateDataKey", { ...sound, KeySpec });
      const { Plaintext } = JSON.parse(body) as { readonly Plaintext: string };
      expect(decodeBase64(Plaintext)).toHaveLength(16);
    }
  });
});
