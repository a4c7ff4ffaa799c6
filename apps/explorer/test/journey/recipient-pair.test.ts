import { constants, createPublicKey, publicEncrypt } from "node:crypto";
import { recipientKeySpecs, type RecipientKeySpec } from "@keyferry/algorithms";
import { copyPublic, randomPublic } from "@keyferry/bytes";
import { encryptSm2 } from "@keyferry/gm";
import { describe, expect, it } from "vitest";
import { makeRecipientPair } from "../../src/journey/recipients/make-pair.ts";
import { UnopenedError } from "../../src/journey/recipients/recipient-pair.ts";

/** What a sender makes who has the public key alone. */
const encrypt: Readonly<Record<RecipientKeySpec, (spki: Uint8Array, message: Uint8Array) => Uint8Array>> = {
  RSA_2048: (spki, message) =>
    publicEncrypt(
      {
        key: createPublicKey({ key: Buffer.from(spki), format: "der", type: "spki" }),
        padding: constants.RSA_PKCS1_OAEP_PADDING,
        oaepHash: "sha256",
      },
      message,
    ),
  // The point is the end of the SubjectPublicKeyInfo.
  EC_SM2: (spki, message) => encryptSm2(spki.slice(-65), message),
};

describe.each(recipientKeySpecs)("a recipient's pair of %s", (spec) => {
  const dataKey = randomPublic(32);

  it("opens what is encrypted under its public key", async () => {
    const pair = await makeRecipientPair(spec);
    expect(await pair.open(encrypt[spec](pair.publicKey, dataKey))).toEqual(copyPublic(dataKey));
  });

  it("opens nothing for another, nothing changed, and nothing when it is forgotten", async () => {
    const [pair, other] = [await makeRecipientPair(spec), await makeRecipientPair(spec)];
    const exported = encrypt[spec](pair.publicKey, dataKey);
    const changed = copyPublic(exported);
    changed[changed.length - 1] = (changed.at(-1) ?? 0) ^ 1;
    await expect(other.open(exported)).rejects.toThrow(UnopenedError);
    await expect(pair.open(changed)).rejects.toThrow(UnopenedError);
    pair.forget();
    await expect(pair.open(exported)).rejects.toThrow(UnopenedError);
  });
});
