import type { GatewayKind } from "@keyferry/protocol";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { builtIn, type Credential } from "./official-client.ts";
import { send, type RawRequest } from "./raw-http.ts";
import { startServer, type RunningServer } from "./running-server.ts";
import { signedQuery } from "./signed-request.ts";

const keyOf = (letter: string) => `key-${letter.repeat(21)}`;
const instanceOf = (letter: string) => `kst-${letter.repeat(21)}`;
/** Instances by their letters: closed to the public gateway, open to it, and of another region. */
const [closed, open, elsewhere] = ["a", "b", "c"] as const;
const instance = (letter: string, particulars: object = {}) => ({
  id: instanceOf(letter),
  ...particulars,
  keys: [{ id: keyOf(letter), spec: "Aliyun_AES_256" }],
});
const onlyFrom = (name: string, Condition: object) => ({
  name,
  accessKeys: [{ id: `LTAI-${name}`, secret: "not-a-secret" }],
  policies: [{ Version: "1", Statement: [{ Effect: "Allow", Action: "kms:*", Resource: "*", Condition }] }],
});
const seed = {
  instances: [
    instance(closed),
    instance(open, { publicAccess: true }),
    instance(elsewhere, { region: "cn-beijing", publicAccess: true }),
  ],
  users: [
    onlyFrom("orders", { StringEquals: { "acs:SourceVpc": "vpc-orders" } }),
    onlyFrom("returns", { StringEquals: { "acs:SourceVpc": "vpc-returns" } }),
    onlyFrom("office", { IpAddress: { "acs:SourceIp": "10.1.0.0/16" } }),
  ],
};
const user = (name: string): Credential => ({
  accessKeyId: `LTAI-${name}`,
  accessKeySecret: "not-a-secret",
});

const kinds = ["public", "vpc", "dedicated"] as const satisfies GatewayKind[];
/** Names of each gateway, with the region or the instance that they choose. */
const hostOf = {
  public: (region = "cn-hangzhou") => `kms.${region}.aliyuncs.com`,
  vpc: (region = "cn-hangzhou") => `kms-vpc.${region}.aliyuncs.com`,
  dedicated: (letter: string = closed) => `${instanceOf(letter)}.cryptoservice.kms.aliyuncs.com`,
} as const;
const crossings = kinds.flatMap((at) => kinds.filter((to) => to !== at).map((to) => [at, to] as const));

let server: RunningServer;

beforeAll(async () => {
  const ranges = "vpc-orders=127.0.0.0/8,vpc-returns=10.1.0.0/16";
  server = await startServer({
    seed,
    flags: ["--public-tls", "--vpc-tls", "--vpc-ranges", ranges],
  });
});

afterAll(() => server[Symbol.asyncDispose]());

/** How a call is sent beside what is natural at its listener. */
interface Way extends Pick<RawRequest, "headers" | "servername"> {
  readonly host?: string;
  /** Stands before the path, as in a request to a proxy. */
  readonly before?: string;
  readonly credential?: Credential;
}

/** The code that a listener answers, or `OK`, with its answer. */
async function ask(at: GatewayKind, parameters: Readonly<Record<string, string>>, way: Way = {}) {
  const { host = hostOf[at](), before = "", credential = builtIn, headers, servername = host } = way;
  const query = signedQuery({ Format: "JSON", ...parameters }, { credential });
  const { status, body } = await send(server.ready[at], {
    target: `${before}/?${query}`,
    headers: { host, ...headers },
    servername,
    ca: server.ca,
  });
  const answer = JSON.parse(body) as Readonly<Record<string, string>>;
  return { code: status === 200 ? "OK" : (answer["Code"] ?? ""), answer };
}

const outcome = async (...asked: Parameters<typeof ask>) => (await ask(...asked)).code;
const dataKey = (letter: string) => ({ Action: "GenerateDataKey", KeyId: keyOf(letter) });

/** What a listener says to two calls that no two gateways answer alike. */
async function voiceOf(at: GatewayKind, way: Way = {}): Promise<readonly string[]> {
  return [await outcome(at, { Action: "ListKeys" }, way), await outcome(at, dataKey(closed), way)];
}

const voices: Readonly<Record<GatewayKind, readonly string[]>> = {
  public: ["OK", "Forbidden.NoPermission"],
  vpc: ["OK", "OK"],
  dedicated: ["UnsupportedOperation", "OK"],
};

describe.each(kinds)("the %s listener", (at) => {
  it("answers as its gateway does, by its own names and by none", async () => {
    expect(await voiceOf(at)).toEqual(voices[at]);
    expect(await voiceOf(at, { host: hostOf[at]().replace("aliyuncs.com", "localhost") })).toEqual(
      voices[at],
    );
    expect(await voiceOf(at, { host: "127.0.0.1", servername: "" })).toEqual(voices[at]);
  });
});

describe.each(crossings)("from the %s listener to the %s gateway", (at, to) => {
  const other = hostOf[to]();
  const nowhere = ["InvalidProduct.NotFound", "InvalidProduct.NotFound"];

  it("no Host leads", async () => {
    for (const host of [
      other,
      other.toUpperCase(),
      `${other}:443`,
      other.replace("aliyuncs.com", "localhost"),
    ]) {
      expect(await voiceOf(at, { host, servername: hostOf[at]() })).toEqual(nowhere);
    }
  });

  it("no absolute URL in the request target leads, whatever the Host", async () => {
    for (const before of [`http://${other}`, `https://${other}`, `//${other}`]) {
      for (const host of [hostOf[at](), other]) {
        const said = await voiceOf(at, { before, host, servername: hostOf[at]() });
        expect(said).toEqual(["InvalidAction.NotFound", "InvalidAction.NotFound"]);
      }
    }
  });

  it("no name in the TLS handshake leads", async () => {
    expect(await voiceOf(at, { servername: other })).toEqual(voices[at]);
    expect(await voiceOf(at, { servername: other, host: other })).toEqual(nowhere);
  });

  it.each([
    ["X-Forwarded-Host", other],
    ["X-Forwarded-Server", other],
    ["X-Original-Host", other],
    ["X-Host", other],
    ["Forwarded", `for=10.1.2.3;host=${other};proto=https`],
    ["X-Forwarded-For", "10.1.2.3"],
    ["X-Original-URL", `https://${other}/`],
    ["Via", `1.1 ${other}`],
  ])("no header %s leads", async (name, value) => {
    expect(await voiceOf(at, { headers: { [name]: value } })).toEqual(voices[at]);
  });
});

describe("a region", () => {
  const describeKey = (letter: string, way: Way) =>
    outcome("public", { Action: "DescribeKey", KeyId: keyOf(letter) }, way);
  const hangzhou = { host: hostOf.public("cn-hangzhou") };
  const beijing = { host: hostOf.public("cn-beijing") };

  it("has its own keys, and none of another's", async () => {
    expect(await describeKey(open, hangzhou)).toBe("OK");
    expect(await describeKey(open, beijing)).toBe("Forbidden.KeyNotFound");
    expect(await describeKey(elsewhere, beijing)).toBe("OK");
    expect(await describeKey(elsewhere, hangzhou)).toBe("Forbidden.KeyNotFound");
  });

  it("does not find another's key by ARN, nor open what it has encrypted", async () => {
    const KeyId = `acs:kms:cn-hangzhou:1000000000000000:key/${keyOf(open)}`;
    expect(await outcome("public", { Action: "DescribeKey", KeyId }, hangzhou)).toBe("OK");
    expect(await outcome("public", { Action: "DescribeKey", KeyId }, beijing)).toBe("Forbidden.KeyNotFound");
    const { CiphertextBlob = "" } = (await ask("public", dataKey(open), hangzhou)).answer;
    const decrypt = { Action: "Decrypt", CiphertextBlob };
    expect(await outcome("public", decrypt, hangzhou)).toBe("OK");
    expect(await outcome("public", decrypt, beijing)).toBe("Forbidden.KeyNotFound");
  });
});

describe("an instance", () => {
  const letters = [closed, open, elsewhere];

  it("uses its own keys through its own gateway, and no other's", async () => {
    for (const through of letters) {
      for (const of of letters) {
        const host = hostOf.dedicated(through);
        const expected = through === of ? "OK" : "Forbidden.KeyNotFound";
        expect(await outcome("dedicated", dataKey(of), { host })).toBe(expected);
      }
    }
  });

  it("is on the public gateway by its own switch alone, and always on the VPC gateway", async () => {
    expect(await outcome("public", dataKey(closed))).toBe("Forbidden.NoPermission");
    expect(await outcome("public", dataKey(open))).toBe("OK");
    expect(await outcome("vpc", dataKey(closed))).toBe("OK");
  });

  it("is not opened by another's switch, where one call touches keys of both", async () => {
    const { CiphertextBlob = "" } = (await ask("public", dataKey(open))).answer;
    const reEncrypt = { Action: "ReEncrypt", CiphertextBlob, DestinationKeyId: keyOf(closed) };
    expect(await outcome("public", reEncrypt)).toBe("Forbidden.NoPermission");
    expect(await outcome("vpc", reEncrypt)).toBe("OK");
  });
});

describe("a policy for callers of a VPC", () => {
  it("works on the VPC gateway and on no other", async () => {
    const credential = user("orders");
    expect(await outcome("vpc", dataKey(open), { credential })).toBe("OK");
    expect(await outcome("public", dataKey(open), { credential })).toBe("Forbidden.NoPermission");
    const host = hostOf.dedicated(open);
    expect(await outcome("dedicated", dataKey(open), { credential, host })).toBe("Forbidden.NoPermission");
  });

  it.each(["X-Forwarded-For", "X-Real-IP", "Forwarded", "Client-IP", "X-Client-IP", "True-Client-IP"])(
    "is not met by an address in %s",
    async (name) => {
      const headers = { [name]: name === "Forwarded" ? "for=10.1.2.3" : "10.1.2.3" };
      const returns = { credential: user("returns"), headers };
      expect(await outcome("vpc", dataKey(open), returns)).toBe("Forbidden.NoPermission");
      const office = { credential: user("office"), headers };
      expect(await outcome("public", dataKey(open), office)).toBe("Forbidden.NoPermission");
    },
  );
});
