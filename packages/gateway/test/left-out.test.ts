import { errorCatalogue, leftOutOperations } from "@keyferry/protocol";
import { beforeAll, describe, expect, it } from "vitest";
import { renderInstanceApiError } from "../src/request/instance-api.ts";
import { createExplainingService, type ExplainingService } from "../../explain/test/explaining-service.ts";
import { acs, bytes, v1 } from "./requests.ts";
import { ask, hosts, outcomeIn, refusalIn } from "./service.ts";

let service: ExplainingService;
beforeAll(async () => {
  service = await createExplainingService();
});

const [one = "none"] = leftOutOperations;

describe("an operation of earlier years", () => {
  it.each(leftOutOperations)("is told from one that there is not: %s", async (name) => {
    for (const request of [v1(name), acs("ACS3-HMAC-SHA256", name), acs("ACS4-HMAC-SHA256", name)]) {
      const response = await ask(service, request);
      expect([response.status, refusalIn(response).code]).toEqual([404, "InvalidAction.NotFound"]);
      expect(refusalIn(response).message).toBe(
        `${errorCatalogue["InvalidAction.NotFound"].message} ` +
          `${name} is an operation that KMS had in earlier years: Keyferry leaves it out.`,
      );
    }
  });

  it("is not said of any other name", async () => {
    for (const name of ["MeltKey", one.toLowerCase(), `${one} `, "AssumeRole"]) {
      const { message } = refusalIn(await service.send(name));
      expect(message).toBe(errorCatalogue["InvalidAction.NotFound"].message);
    }
    const { message } = refusalIn(await service.send(one, { Version: "2015-04-01" }));
    expect(message).not.toContain("leaves it out");
  });

  it("is explained as that", async () => {
    const { advice } = await service.explanationOf(await service.send(one));
    expect(advice).toEqual([expect.stringContaining("Nothing is wrong with the request")]);
    const other = await service.explanationOf(await service.send("MeltKey"));
    expect(other.advice).toEqual([expect.stringContaining("an operation's name in its very spelling")]);
  });
});

/** A request of the KMS Instance API, as its SDKs send it. */
function instanceApi(headers: Readonly<Record<string, string>> = {}) {
  const body = bytes("\n\u0003key");
  const sent = {
    host: hosts.dedicated,
    accept: "application/x-protobuf",
    "content-type": "application/x-protobuf",
    date: "Fri, 02 Jan 2026 03:04:05 GMT",
    "x-kms-apiversion": "dkms-gcs-0.2",
    "x-kms-apiname": "Encrypt",
    "x-kms-signaturemethod": "RSA_PKCS1_SHA_256",
    "x-kms-acccesskeyid": "KAAP.00000000-0000-4000-8000-000000000001",
    authorization: "Bearer c2lnbmF0dXJl",
    ...headers,
  };
  return { ...v1("A"), target: "/", headers: new Map(Object.entries(sent)), body };
}

/** Text fields of a protobuf message by number, as far as they are text. */
function textFields(body: string): Readonly<Record<number, string>> {
  const message = Buffer.from(body, "latin1");
  const fields: Record<number, string> = {};
  let at = 0;
  const varint = () => {
    for (let value = 0, shift = 0; ; shift += 7) {
      const byte = message[at++] ?? 0;
      value |= (byte & 0x7f) << shift;
      if (byte < 0x80) return value;
    }
  };
  while (at < message.length) {
    const tag = varint();
    const value = varint();
    if ((tag & 7) === 2) fields[tag >> 3] = message.subarray(at, (at += value)).toString("utf8");
    else fields[tag >> 3] = String(value);
  }
  return fields;
}

describe("a request of the KMS Instance API", () => {
  it.each(["dedicated", "public"] as const)(
    "is told on the %s gateway which protocol it speaks",
    async (kind) => {
      const response = await service.gateways[kind].handle(instanceApi({ host: hosts[kind] }));
      expect([response.status, response.headers["content-type"], response.encoding]).toEqual([
        400,
        "application/x-protobuf",
        "latin1",
      ]);
      expect(textFields(response.body)).toEqual({
        1: "400",
        2: "UnsupportedOperation",
        3: expect.stringContaining(
          "the request is one of the KMS Instance API (dkms-gcs-0.2, protobuf)",
        ) as string,
        4: response.headers["x-acs-request-id"],
      });
      const { advice } = await service.explanationOf(response);
      expect(advice).toEqual([expect.stringContaining("Call by an SDK of API 2016-01-20")]);
    },
  );

  it("is answered in its own form whatever is wrong with it", async () => {
    const response = await service.gateways.dedicated.handle(instanceApi({ host: "elsewhere.example" }));
    expect(response.status).toBe(404);
    expect(textFields(response.body)).toMatchObject({ 1: "404", 2: "InvalidProduct.NotFound" });
  });

  it("does not hide what another request asks for", async () => {
    const headers = { "x-kms-apiname": "Encrypt" };
    expect(outcomeIn(await service.send("DescribeRegions", {}, { headers }))).toBe("OK");
  });

  it("has errors encoded as its clients read them", () => {
    const error = {
      status: 404,
      code: "Forbidden.KeyNotFound",
      message: "The specified key does not exist.",
    };
    const { body } = renderInstanceApiError(error, "475f1620-b9d3-4d35-b5c6-3fbdd941423d");
    expect(Buffer.from(body, "latin1").toString("hex")).toBe(
      "0894031215466f7262696464656e2e4b65794e6f74466f756e641a2154686520737065636966696564206b657920646f6573206e6f742065786973742e" +
        "222434373566313632302d623964332d346433352d623563362d336662646439343134323364",
    );
    const long = renderInstanceApiError({ ...error, message: "é".repeat(200) }, "");
    expect(textFields(long.body)[3]).toBe("é".repeat(200));
  });
});
