import type { GatewayResponse } from "@keyferry/gateway";
import { decodeBase64, encodeBase64 } from "@keyferry/protocol";
import { beforeAll, describe, expect, it } from "vitest";
import { recipients } from "../recipients.ts";
import type { Parameters } from "../requests.ts";
import { createService, outcomeIn, refusalIn, type Service } from "../service.ts";
import { expectDocumented } from "./documented.ts";

const versionIdLength = 36;
const context = '{"order":"4711","tenant":"blue"}';
const { fields } = recipients.SM2PKE;

let service: Service;
let blob: Uint8Array;

beforeAll(async () => {
  service = await createService();
  const KeyId = await service.newKey();
  const made = await service.send("GenerateDataKey", { KeyId, EncryptionContext: context });
  blob =
    decodeBase64((JSON.parse(made.body) as { CiphertextBlob: string }).CiphertextBlob) ?? new Uint8Array();
});

/** Everything of an answer but the id of its request. */
function letters({ status, headers, body }: GatewayResponse): string {
  const id = headers["x-acs-request-id"] ?? "";
  return JSON.stringify({ status, headers, body }).replaceAll(id, "");
}

function withBitFlipped(bytes: Uint8Array, bit: number): Uint8Array {
  const copy = bytes.slice();
  copy[bit >> 3] = (copy[bit >> 3] ?? 0) ^ (1 << (bit & 7));
  return copy;
}

describe.each<[string, Parameters]>([
  ["Decrypt", {}],
  ["ExportDataKey", fields],
])("%s", (action, more) => {
  const open = (bytes: Uint8Array, EncryptionContext = context, Format = "JSON") =>
    service.send(action, { CiphertextBlob: encodeBase64(bytes), EncryptionContext, Format, ...more });

  it("opens the blob as it was made: 108 bytes for a data key of 32", async () => {
    expect(blob).toHaveLength(108);
    expect(outcomeIn(await open(blob))).toBe("OK");
  });

  it("opens it with no bit behind the version id changed, and always answers the same", async () => {
    const wrongContext = letters(await open(blob, '{"order":"4712","tenant":"blue"}'));
    for (let bit = versionIdLength * 8; bit < blob.length * 8; bit++) {
      expect(letters(await open(withBitFlipped(blob, bit)))).toBe(wrongContext);
    }
  });

  it("opens it with no bit of the version id changed: there is no such version, or it can be none", async () => {
    for (let bit = 0; bit < versionIdLength * 8; bit++) {
      const response = await open(withBitFlipped(blob, bit));
      expect(["Forbidden.KeyNotFound", "InvalidParameter"]).toContain(outcomeIn(response));
      expectDocumented(service, response, { format: "JSON" });
    }
  });

  it("opens it at no other length", async () => {
    for (let length = 0; length < blob.length; length++) {
      const response = await open(blob.slice(0, length));
      expect(["Forbidden.KeyNotFound", "InvalidParameter", "MissingParameter"]).toContain(
        outcomeIn(response),
      );
    }
    expect(outcomeIn(await open(new Uint8Array([...blob, 0])))).toBe("InvalidParameter");
    expect(outcomeIn(await open(new Uint8Array([...blob, ...blob])))).toBe("InvalidParameter");
  });

  it("opens it with no bit of its context changed", async () => {
    const text = new TextEncoder().encode(context);
    for (let bit = 0; bit < text.length * 8; bit++) {
      const changed = new TextDecoder("latin1").decode(withBitFlipped(text, bit));
      const response = await open(blob, changed);
      expect([changed, outcomeIn(response)]).toEqual([
        changed,
        changed.includes("\0") ? "ParseRequestParameterException" : "InvalidParameter",
      ]);
    }
  });

  it.each([
    "",
    "{}",
    '{"order":"4711"}',
    '{"order":"4711","tenant":"blue","":""}',
    '{"order":"blue","tenant":"4711"}',
    '{"Order":"4711","tenant":"blue"}',
    '{"order":"4711","tenant":"blue "}',
    '{"order":"4711tenant","":"blue"}',
    '{"order":"4711\\",\\"tenant\\":\\"blue"}',
  ])("answers the context %s and a changed tag the same, to the letter, in either form", async (other) => {
    const tampered = withBitFlipped(blob, blob.length * 8 - 1);
    for (const Format of ["JSON", "XML"]) {
      const wrong = await open(blob, other, Format);
      expect(letters(wrong)).toBe(letters(await open(tampered, context, Format)));
      expect(refusalIn(wrong).message).toContain("CiphertextBlob: does not decrypt");
    }
  });

  it("opens it with its context spelt in another way", async () => {
    expect(outcomeIn(await open(blob, ' { "tenant" : "\\u0062lue" ,\n"order":"4711" } '))).toBe("OK");
  });
});
