import type { GatewayRequest } from "@keyferry/gateway";
import fc from "fast-check";
import { beforeAll, describe, it } from "vitest";
import { acs, v1, withHeader, type Parameters } from "../requests.ts";
import { ask, createService, type Service } from "../service.ts";
import { expectDocumented, type Asked } from "./documented.ts";
import { fuzz } from "./fuzz.ts";
import { actions, fieldsOf } from "./world.ts";

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

async function expectAnswered(request: GatewayRequest, asked?: Asked): Promise<void> {
  service.faults.length = 0;
  expectDocumented(service, await ask(service, request), asked);
}

describe("a documented error is the answer to a request", () => {
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
      fuzz(500),
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
      fuzz(300),
    );
  });

  it("of a sound request with one header changed", async () => {
    const sound = acs("ACS3-HMAC-SHA256", "DescribeRegions");
    await fc.assert(
      fc.asyncProperty(fc.constantFrom(...sound.headers.keys()), anyText, async (name, value) => {
        // A change that the signature does not cover, or none, leaves a request that is performed.
        await expectAnswered(withHeader(sound, name, value), { action: "DescribeRegions" });
      }),
      fuzz(300),
    );
  });

  it("of a host that is anything, echoed in either form", async () => {
    await fc.assert(
      fc.asyncProperty(anyText, fc.constantFrom("JSON", "XML"), async (host, Format) => {
        await expectAnswered(withHeader(v1("DescribeRegions", { Format }), "host", host));
      }),
      fuzz(200),
    );
  });

  it("of rightly signed parameters that are anything", async () => {
    const text = fc
      .string({ unit: "binary", maxLength: 40 })
      .filter((value) => !/\p{Surrogate}/u.test(value));
    const fieldNames = [...new Set(actions.flatMap((action) => fieldsOf(action).map(({ name }) => name)))];
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
        fc.constantFrom(...actions),
        given,
        fc.boolean(),
        async (action, parameters, sound) => {
          const reserved = ["Action", "Version", "Signature", "AccessKeyId"];
          const kept = Object.entries(parameters).filter(([key]) => !reserved.includes(key));
          const base = sound ? { KeyId, CiphertextBlob } : {};
          await expectAnswered(v1(action, { ...base, ...Object.fromEntries(kept) }), { action });
        },
      ),
      fuzz(600),
    );
  });
});
