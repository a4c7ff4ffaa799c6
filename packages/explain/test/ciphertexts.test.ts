import { randomUUID } from "node:crypto";
import { encodeBase64 } from "@keyferry/protocol";
import { beforeEach, describe, expect, it } from "vitest";
import { createExplainingService, everythingIn, type ExplainingService } from "./explaining-service.ts";
import { bytes, type Parameters, type Sending } from "../../gateway/test/requests.ts";

let service: ExplainingService;
let KeyId: string;
let CiphertextBlob: string;
beforeEach(async () => {
  service = await createExplainingService();
  KeyId = await service.newKey();
  CiphertextBlob = await service.blobOf(KeyId);
});

const beijing: Sending = { host: "kms.cn-beijing.aliyuncs.com" };
const EncryptionContext = '{"tenant":"blue"}';

async function explain(parameters: Parameters, sending: Sending = {}, action = "Decrypt") {
  return service.explanationOf(await service.send(action, parameters, sending));
}

async function boundBlob(): Promise<string> {
  const response = await service.send("Encrypt", {
    KeyId,
    Plaintext: encodeBase64(bytes("a")),
    EncryptionContext,
  });
  return (JSON.parse(response.body) as { readonly CiphertextBlob: string }).CiphertextBlob;
}

function altered(base64: string, at: number): string {
  const blob = Buffer.from(base64, "base64");
  blob[at] = (blob[at] ?? 0) ^ 1;
  return blob.toString("base64");
}

describe("a ciphertext that does not open", () => {
  it("in another region is sent to its own, for certain", async () => {
    const explanation = await explain({ CiphertextBlob }, beijing);
    expect(explanation.code).toBe("Forbidden.KeyNotFound");
    expect(explanation.ciphertext).toMatchObject({ key: null, otherRegions: ["cn-hangzhou"] });
    expect(explanation.advice).toEqual([
      expect.stringMatching(/^Found it: .* is in cn-hangzhou, not in cn-beijing/),
    ]);
  });

  it("of a version that the account has nowhere is said to be that", async () => {
    const blob = Buffer.from(CiphertextBlob, "base64");
    blob.write(randomUUID(), "ascii");
    const { advice } = await explain({ CiphertextBlob: blob.toString("base64") });
    expect(advice).toEqual([expect.stringContaining("no key version")]);
  });

  it("with a context that it was made without is said to be that, for certain", async () => {
    const explanation = await explain({ CiphertextBlob, EncryptionContext });
    expect(explanation.code).toBe("InvalidParameter");
    expect(explanation.ciphertext).toMatchObject({ opensWithoutContext: true, contextPairs: 1 });
    expect(explanation.advice[0]).toMatch(/^Found it: .* without an encryption context/);
  });

  it("without the context that it was made with is said to be perhaps that", async () => {
    const explanation = await explain({ CiphertextBlob: await boundBlob() });
    expect(explanation.ciphertext).toMatchObject({ opensWithoutContext: null, contextPairs: null });
    expect(explanation.advice.join()).toContain("The request has no encryption context");
  });

  it("with another context is said how many pairs it has, and never which", async () => {
    const other = '{"tenant":"red","zone":"9"}';
    const explanation = await explain({ CiphertextBlob: await boundBlob(), EncryptionContext: other });
    expect(explanation.ciphertext).toMatchObject({ opensWithoutContext: false, contextPairs: 2 });
    expect(explanation.advice.join()).toContain("an encryption context of 2 pairs");
    expect(everythingIn(explanation)).not.toMatch(/tenant|\bred\b|zone|blue/);
  });

  it.each([36, 36 + 27, 36 + 28 + 6145])(
    "of %i bytes is said to be cut, or longer than any",
    async (length) => {
      const blob = Buffer.concat([Buffer.from(CiphertextBlob, "base64"), Buffer.alloc(7000)]).subarray(
        0,
        length,
      );
      const explanation = await explain({ CiphertextBlob: encodeBase64(blob) });
      expect(explanation.advice[0]).toContain("The blob is cut or has more than it should");
    },
  );

  it("that is cut inside its text is said to be perhaps that", async () => {
    const cut = encodeBase64(Buffer.from(CiphertextBlob, "base64").subarray(0, -3));
    expect((await explain({ CiphertextBlob: cut })).advice.join()).toContain("it was cut or altered");
  });

  it.each([
    ["no key version", encodeBase64(new Uint8Array(40)), "does not begin with the id of a key version"],
    ["blanks", "AA AA+A=", "percent-encode it"],
    ["the alphabet of URLs", "AA-_AAAA", "alphabet of URLs"],
    ["line breaks", "AAAA\nAAA", "line breaks"],
    ["no padding", "AAAAAA", "padding included"],
    ["other characters", "AAA!", "not base64"],
  ])("with %s is told so", async (_, blob, sentence) => {
    const explanation = await explain({ CiphertextBlob: blob });
    expect(explanation.advice.join()).toContain(sentence);
  });

  it("in a dry run is explained like in earnest", async () => {
    const explanation = await explain({ CiphertextBlob, EncryptionContext, DryRun: "true" });
    expect(explanation).toMatchObject({
      code: "ValidationError",
      beneath: "InvalidParameter",
      ciphertext: { opensWithoutContext: true },
    });
  });

  it("is not blamed for another key that is not there", async () => {
    const DestinationKeyId = "11111111-1111-4111-8111-111111111111";
    const explanation = await explain({ CiphertextBlob, DestinationKeyId }, {}, "ReEncrypt");
    expect(explanation.code).toBe("Forbidden.KeyNotFound");
    expect(explanation.ciphertext).toBeUndefined();
    expect(explanation.advice).toEqual([expect.stringContaining("no such key in this region")]);
  });

  it("is answered in the very same words, whatever the explanation finds", async () => {
    const refusals = [
      { CiphertextBlob, EncryptionContext },
      { CiphertextBlob: await boundBlob() },
      { CiphertextBlob: altered(CiphertextBlob, 70) },
    ];
    const answers = await Promise.all(refusals.map((parameters) => service.send("Decrypt", parameters)));
    const same = answers.map(({ status, headers, body }) => [
      status,
      Object.keys(headers),
      body.replace(/"RequestId":"[^"]+"/, ""),
    ]);
    expect(new Set(same.map((answer) => JSON.stringify(answer))).size).toBe(1);
  });
});
