import { encodeRequest, generateDataKey, operations, parseRequest, type Operation } from "@keyferry/protocol";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { parameters, refusalOf } from "./refusal.ts";
import { membersOf } from "./registry-arbitraries.ts";

const pairs = Object.values<Operation>({ ...operations }).flatMap((operation) =>
  operation.fields.flatMap(({ name, overriddenBy }) =>
    overriddenBy === undefined ? [] : [[operation.name, name, overriddenBy, operation] as const],
  ),
);

/** No field takes it. */
const nonsense = "\u0000 nonsense";

/** A request with one field given and another left out, as parameters. */
function requestWith(operation: Operation, given: string, without: string): Map<string, string> {
  const requests = membersOf(operation.request._zod.def.shape).filter(
    (request) => request[given] !== undefined && Object.values(request).every((value) => value !== ""),
  );
  const [request = {}] = fc.sample(requests, { numRuns: 1, seed: 1 });
  const sent = encodeRequest(operation, request);
  sent.delete(without);
  return sent;
}

describe("a parameter that another overrides", () => {
  it("is one of these", () => {
    expect(pairs.map(([action, name, by]) => `${action} ${name} ${by}`).toSorted()).toEqual([
      "CreateKey ProtectionLevel DKMSInstanceId",
      "GenerateAndExportDataKey KeySpec NumberOfBytes",
      "GenerateDataKey KeySpec NumberOfBytes",
      "GenerateDataKeyWithoutPlaintext KeySpec NumberOfBytes",
      "GetManagedDataKey UseLatest DataKeyVersionId",
      "ReEncrypt SourceEncryptionContext SourceEncryptionAlgorithm",
    ]);
  });

  it.each(pairs)("%s: %s, by %s, is optional and no overrider itself", (_name, field, by, { fields }) => {
    expect(fields.find(({ name }) => name === field)).toMatchObject({ required: false, repeated: false });
    expect(fields.find(({ name }) => name === by)).toMatchObject({ repeated: false });
    expect(fields.find(({ name }) => name === by)).not.toHaveProperty("overriddenBy");
  });

  it.each(pairs)("%s: %s is not looked at beside %s", (_name, field, by, operation) => {
    const sent = requestWith(operation, by, field);
    const request = parseRequest(operation, sent);
    expect(parseRequest(operation, new Map([...sent, [field, nonsense]]))).toStrictEqual(request);
  });

  it.each(pairs)("%s: %s is looked at without %s, and beside an empty one", (_name, field, by, operation) => {
    const sent = requestWith(operation, by, field);
    for (const overrider of [undefined, ""]) {
      const alone = new Map([...sent, [field, nonsense]]);
      alone.delete(by);
      if (overrider !== undefined) alone.set(by, overrider);
      const { message } = refusalOf(() => parseRequest(operation, alone));
      expect(message).toMatch(new RegExp(`^The specified parameter is not valid\\. ${field}: `));
    }
  });

  it.each(pairs)("%s: %s does not hide that %s is wrong", (_name, field, by, operation) => {
    const sent = new Map([...requestWith(operation, by, field), [field, nonsense], [by, nonsense]]);
    const { message } = refusalOf(() => parseRequest(operation, sent));
    expect(message).toMatch(new RegExp(`^The specified parameter is not valid\\. ${by}: `));
  });

  it.each(pairs)("%s: %s is not sent beside %s", (_name, field, by, operation) => {
    const sent = requestWith(operation, by, field);
    const [both = {}] = fc.sample(
      membersOf(operation.request._zod.def.shape).filter(
        (request) => request[field] !== undefined && request[by] !== undefined,
      ),
      { numRuns: 1, seed: 1 },
    );
    expect(encodeRequest(operation, both).has(field)).toBe(false);
    expect(sent.has(by)).toBe(true);
  });

  it("is what an SDK of another language sends beside the length of a data key", () => {
    const sent = parameters({ KeyId: "alias/a", KeySpec: "SM4_128", NumberOfBytes: "16" });
    expect(parseRequest(generateDataKey, sent)).toStrictEqual({ KeyId: "alias/a", NumberOfBytes: 16 });
  });
});
