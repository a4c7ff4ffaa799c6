import type { GatewayRequest } from "@keyferry/gateway";
import { operations, type Operation, type OperationName } from "@keyferry/protocol";
import fc from "fast-check";
import { beforeAll, describe, expect, it } from "vitest";
import { acs, v1, withHeader, type Parameters } from "./requests.ts";
import { ask, createService, formatOf, outcomeIn, type Service } from "./service.ts";

const everyOperation = Object.keys(operations).map((name): Operation => operations[name as OperationName]);

let service: Service;
let KeyId: string;
let CiphertextBlob: string;

beforeAll(async () => {
  service = await createService();
  KeyId = await service.newKey();
  CiphertextBlob = await service.blobOf(KeyId);
});

/** Any text, lone surrogates and control characters among it. */
const anyText = fc.oneof(
  fc.string({ unit: "binary", maxLength: 40 }),
  fc
    .array(fc.integer({ min: 0, max: 0xffff }), { maxLength: 20 })
    .map((units) => String.fromCharCode(...units)),
);
const anyBytes = fc.uint8Array({ maxLength: 300 });
const latin1 = (raw: Uint8Array) => new TextDecoder("latin1").decode(raw);

/** A request is answered, in a documented form, and is nobody's fault but the caller's. */
async function expectAnswered(request: GatewayRequest): Promise<void> {
  service.faults.length = 0;
  const response = await ask(service, request);
  expect(service.faults).toEqual([]);
  expect(response.status).toBeLessThan(500);
  expect(["JSON", "XML"]).toContain(formatOf(response));
  expect(outcomeIn(response)).not.toBe("");
}

describe("random requests never make a fault", () => {
  it("of random bytes as target, headers and body", async () => {
    const headerName = fc.constantFrom(
      "host",
      "content-type",
      "authorization",
      "x-acs-action",
      "x-acs-version",
      "x-acs-date",
      "x-acs-content-sha256",
      "x-acs-signature-nonce",
    );
    await fc.assert(
      fc.asyncProperty(
        fc.constantFrom("GET", "POST", "PUT", ""),
        fc.oneof(
          anyBytes.map(latin1),
          anyBytes.map((raw) => `/?${latin1(raw)}`),
          anyText,
        ),
        fc.array(fc.tuple(headerName, anyText)),
        anyBytes,
        async (method, target, headers, body) => {
          await expectAnswered({
            method,
            target,
            headers: new Map(headers),
            body,
            sourceAddress: "192.0.2.7",
            secure: false,
          });
        },
      ),
      { numRuns: 500 },
    );
  });

  it("of random bytes as a form", async () => {
    const headers = new Map([
      ["host", "127.0.0.1"],
      ["content-type", "application/x-www-form-urlencoded"],
    ]);
    await fc.assert(
      fc.asyncProperty(anyBytes, async (body) => {
        await expectAnswered({ ...v1("DescribeRegions"), target: "/", headers, body });
      }),
      { numRuns: 300 },
    );
  });

  it("of a sound request with one header changed", async () => {
    const sound = acs("ACS3-HMAC-SHA256", "DescribeRegions");
    await fc.assert(
      fc.asyncProperty(fc.constantFrom(...sound.headers.keys()), anyText, async (name, value) => {
        await expectAnswered(withHeader(sound, name, value));
      }),
      { numRuns: 300 },
    );
  });

  it("of a host that is anything, echoed in either form", async () => {
    await fc.assert(
      fc.asyncProperty(anyText, fc.constantFrom("JSON", "XML"), async (host, Format) => {
        await expectAnswered(withHeader(v1("DescribeRegions", { Format }), "host", host));
      }),
      { numRuns: 200 },
    );
  });

  it("of rightly signed parameters that are anything", async () => {
    const text = fc
      .string({ unit: "binary", maxLength: 40 })
      .filter((value) => !/\p{Surrogate}/u.test(value));
    const fieldNames = [...new Set(everyOperation.flatMap(({ fields }) => fields.map(({ name }) => name)))];
    const name = fc.oneof(
      { weight: 4, arbitrary: fc.constantFrom(...fieldNames, "DryRun", "Format") },
      { weight: 1, arbitrary: text },
    );
    const value = fc.oneof(
      text,
      anyBytes.map((raw) => Buffer.from(raw).toString("base64")),
      fc.json(),
      fc.integer().map(String),
      fc.constantFrom("true", "false", "alias/a", "RSA_2048", "EC_SM2", "SM2PKE", "RSAES_OAEP_SHA_1"),
    );
    const given: fc.Arbitrary<Parameters> = fc.dictionary(name, value, { maxKeys: 6 });
    await fc.assert(
      fc.asyncProperty(
        fc.constantFrom(...Object.keys(operations)),
        given,
        fc.boolean(),
        async (action, parameters, sound) => {
          const reserved = ["Action", "Version", "Signature", "AccessKeyId"];
          const kept = Object.entries(parameters).filter(([key]) => !reserved.includes(key));
          const base = sound ? { KeyId, CiphertextBlob } : {};
          await expectAnswered(v1(action, { ...base, ...Object.fromEntries(kept) }));
        },
      ),
      { numRuns: 600 },
    );
  });
});
