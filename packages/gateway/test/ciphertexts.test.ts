import { decodeBase64, encodeBase64 } from "@keyferry/protocol";
import { beforeAll, describe, expect, it } from "vitest";
import { recipients } from "./recipients.ts";
import type { Parameters } from "./requests.ts";
import { createService, outcomeIn, refusalIn, type Service } from "./service.ts";

let service: Service;
let blob: Uint8Array;
let otherBlob: Uint8Array;
let DestinationKeyId: string;

beforeAll(async () => {
  service = await createService();
  DestinationKeyId = await service.newKey();
  blob = decodeBase64(await service.blobOf(await service.newKey())) ?? new Uint8Array();
  otherBlob = decodeBase64(await service.blobOf(DestinationKeyId)) ?? new Uint8Array();
});

const { fields } = recipients.SM2PKE;
const openers: readonly (readonly [action: string, context: string, more: () => Parameters])[] = [
  ["Decrypt", "EncryptionContext", () => ({})],
  ["ExportDataKey", "EncryptionContext", () => fields],
  ["ReEncrypt", "SourceEncryptionContext", () => ({ DestinationKeyId })],
];

function flipped(place: number, bit = 1): Uint8Array {
  const copy = blob.slice();
  copy[place] = (copy[place] ?? 0) ^ bit;
  return copy;
}

describe.each(openers)("%s", (action, context, more) => {
  const open = (CiphertextBlob: Uint8Array, parameters: Parameters = {}) =>
    service.send(action, { CiphertextBlob: encodeBase64(CiphertextBlob), ...more(), ...parameters });

  it("opens what is whole", async () => {
    expect(outcomeIn(await open(blob))).toBe("OK");
  });

  it("has one answer for every change to IV, ciphertext, tag, length and context", async () => {
    const responses = [
      ...[36, 47, 48, blob.length - 17, blob.length - 16, blob.length - 1].map((place) =>
        open(flipped(place)),
      ),
      open(flipped(50, 0x80)),
      open(blob.slice(0, -1)),
      open(blob.slice(0, 48)),
      open(blob.slice(0, 36)),
      open(new Uint8Array([...blob, 0])),
      open(new Uint8Array([...blob.subarray(0, 36), ...otherBlob.subarray(36)])),
      open(new Uint8Array([...otherBlob.subarray(0, 36), ...blob.subarray(36)])),
      open(blob.slice(0, 20)),
      open(flipped(0, 0x80)),
      open(blob, { [context]: '{"a":"1"}' }),
    ];
    const answers = (await Promise.all(responses)).map((response) => {
      const { code, message, status } = refusalIn(response);
      return JSON.stringify({ code, message, status });
    });
    expect(new Set(answers).size).toBe(1);
    expect(JSON.parse(answers[0] ?? "")).toMatchObject({ code: "InvalidParameter", status: 400 });
    expect(answers[0]).toContain("The specified parameter is not valid. CiphertextBlob: does not decrypt");
  });

  it("gives the same answer where a context is wrong and where one is missing", async () => {
    const made = await service.send("GenerateDataKey", {
      KeyId: DestinationKeyId,
      EncryptionContext: '{"a":"1"}',
    });
    const { CiphertextBlob } = JSON.parse(made.body) as { CiphertextBlob: string };
    const bound = decodeBase64(CiphertextBlob) ?? new Uint8Array();
    expect(outcomeIn(await open(bound, { [context]: '{"a":"1"}' }))).toBe("OK");
    const [wrong, missing] = [await open(bound, { [context]: '{"a":"2"}' }), await open(bound)];
    expect(refusalIn(wrong).message).toBe(refusalIn(missing).message);
    expect(outcomeIn(missing)).toBe("InvalidParameter");
  });

  it("does not find the key of a version id that nobody has", async () => {
    const other = new Uint8Array([...new TextEncoder().encode("0".repeat(36)), ...blob.subarray(36)]);
    const response = await open(other);
    expect(response.status).toBe(404);
    expect(refusalIn(response).code).toBe("Forbidden.KeyNotFound");
  });
});
