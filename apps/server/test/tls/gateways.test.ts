import { X509Certificate } from "node:crypto";
import { once } from "node:events";
import { readFileSync, rmSync, writeFileSync } from "node:fs";
import { connect } from "node:net";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { send, sendBytes } from "../raw-http.ts";
import { newFolder, startInVain, startServer, type RunningServer } from "../running-server.ts";
import { signedQuery } from "../signed-request.ts";
import { shakeHands } from "./handshake.ts";
import { newTestAuthority } from "./made-identities.ts";

const folder = newFolder();
const data = join(folder, "data");
const kinds = ["public", "vpc", "dedicated"] as const;
const all = ["--public-tls", "--vpc-tls"];
const clients = newTestAuthority("clients");
/** Node hangs up on a certificate that it does not trust: without a word, or in the middle of one. */
const refused = /hung up|ECONNRESET|EPIPE/;
let server: RunningServer;

beforeAll(async () => {
  server = await startServer({ data, flags: all });
});

afterAll(async () => {
  // Whatever was sent, it was nobody's fault but the sender's.
  expect(server.written().error).not.toContain("a request failed");
  await server[Symbol.asyncDispose]();
  rmSync(folder, { recursive: true });
});

describe.each(kinds)("the %s gateway over TLS", (kind) => {
  it.each(["TLSv1.2", "TLSv1.3"] as const)("speaks %s", async (version) => {
    const options = { ca: server.ca, minVersion: version, maxVersion: version };
    expect((await shakeHands(server.ready[kind], options)).protocol).toBe(version);
  });

  it.each(["TLSv1", "TLSv1.1"] as const)("does not speak %s", async (version) => {
    // OpenSSL itself would not offer it otherwise.
    const old = { minVersion: version, maxVersion: version, ciphers: "ALL:@SECLEVEL=0" };
    const handshake = shakeHands(server.ready[kind], { ca: server.ca, ...old });
    await expect(handshake).rejects.toThrow("alert protocol version");
  });

  it.each(["AES128-SHA", "AES128-GCM-SHA256", "ECDHE-ECDSA-AES128-SHA"])(
    "does not agree on %s, without forward secrecy or authenticated encryption",
    async (ciphers) => {
      const options = { ca: server.ca, maxVersion: "TLSv1.2", ciphers } as const;
      await expect(shakeHands(server.ready[kind], options)).rejects.toThrow("handshake failure");
    },
  );

  it("is trusted by the CA of the ready file, and by no other", async () => {
    const origin = server.ready[kind];
    await expect(shakeHands(origin, { ca: server.ca })).resolves.toBeDefined();
    await expect(shakeHands(origin, {})).rejects.toThrow("unable to verify the first certificate");
    await expect(shakeHands(origin, { ca: clients.pem })).rejects.toThrow();
  });

  it("goes by its names, and by no other", async () => {
    const { ca, ready } = server;
    const names = [`${ready.instanceId}.cryptoservice.kms.aliyuncs.com`, "kms.cn-shanghai.aliyuncs.com"];
    for (const servername of [...names, "kms-vpc.cn-hangzhou.localhost", "localhost"]) {
      await expect(shakeHands(ready[kind], { ca, servername })).resolves.toBeDefined();
    }
    const servername = "oss-cn-hangzhou.aliyuncs.com";
    await expect(shakeHands(ready[kind], { ca, servername })).rejects.toThrow("Hostname/IP does not match");
  });

  it("names no instance in its certificate, nor in that of its CA", async () => {
    const { certificate } = await shakeHands(server.ready[kind], { ca: server.ca });
    for (const der of [certificate.raw, new X509Certificate(server.ca).raw]) {
      expect(der.toString("latin1")).toContain("Keyferry CA ");
      expect(der.toString("latin1")).not.toContain(server.ready.instanceId);
    }
  });

  it("answers plain HTTP with nothing, and lives", async () => {
    const plain = "GET / HTTP/1.1\r\nHost: localhost\r\n\r\n";
    const answer = await sendBytes(server.ready[kind], plain);
    expect(answer).not.toContain("HTTP/1.1");
    const { status } = await send(server.ready[kind], { target: "/readyz", ca: server.ca });
    expect(status).toBe(200);
  });
});

describe("a request over TLS", () => {
  it("is one for policies that ask for it", async () => {
    const policy = {
      Version: "1",
      Statement: [
        {
          Effect: "Allow",
          Action: "kms:ListKeys",
          Resource: "*",
          Condition: { Bool: { "acs:SecureTransport": "true" } },
        },
      ],
    };
    const credential = { accessKeyId: "LTAI-user", accessKeySecret: "the secret of a user" };
    const { accessKeyId: id, accessKeySecret: secret } = credential;
    const seed = join(folder, "seed.json");
    writeFileSync(
      seed,
      JSON.stringify({ users: [{ name: "a", accessKeys: [{ id, secret }], policies: [policy] }] }),
    );
    await using mixed = await startServer({ flags: ["--public-tls", "--seed", seed] });
    const list = async (origin: string) => {
      const target = `/?${signedQuery({ Action: "ListKeys", Format: "JSON" }, { credential })}`;
      return (await send(origin, { target, ca: mixed.ca })).status;
    };
    expect(await list(mixed.ready.public)).toBe(200);
    expect(await list(mixed.ready.vpc)).toBe(403);
  });
});

describe("a handshake", () => {
  it("that is not finished within ten seconds is ended", async () => {
    const socket = connect(Number(new URL(server.ready.dedicated).port), "127.0.0.1");
    const start = performance.now();
    socket.on("error", () => undefined).write("\x16\x03\x01\x02\x00\x01", "latin1");
    await once(socket, "close");
    expect(performance.now() - start).toBeGreaterThan(9_000);
    expect(performance.now() - start).toBeLessThan(13_000);
  });
});

describe("a server that starts again", () => {
  it("presents the same certificate under the same CA, which is not another server's", async () => {
    const own = newFolder();
    const first = await startServer({ data: own });
    const before = await shakeHands(first.ready.dedicated, { ca: first.ca });
    await first.stop();
    const second = await startServer({ data: own });
    const after = await shakeHands(second.ready.dedicated, { ca: first.ca });
    expect(after.certificate.fingerprint256).toBe(before.certificate.fingerprint256);
    await expect(shakeHands(second.ready.dedicated, { ca: server.ca })).rejects.toThrow();
    await second[Symbol.asyncDispose]();
    rmSync(own, { recursive: true });
  });

  it("with further names, has them in its certificate", async () => {
    await using named = await startServer({ flags: ["--tls-names", "kms.internal,10.1.2.3"] });
    const servername = "kms.internal";
    const { certificate } = await shakeHands(named.ready.dedicated, { ca: named.ca, servername });
    expect(certificate.subjectaltname).toContain("IP Address:10.1.2.3");
  });
});

describe("clients of the dedicated gateway", () => {
  it("must show a certificate where --dedicated-client-ca says so, and none elsewhere", async () => {
    const file = join(folder, "client-ca.pem");
    writeFileSync(file, clients.pem);
    await using strict = await startServer({ flags: [...all, "--dedicated-client-ca", file] });
    const { ca, ready } = strict;
    await expect(shakeHands(ready.dedicated, { ca, ...clients.client() })).resolves.toBeDefined();
    await expect(shakeHands(ready.dedicated, { ca })).rejects.toThrow("certificate required");
    const stranger = newTestAuthority("clients").client();
    await expect(shakeHands(ready.dedicated, { ca, ...stranger })).rejects.toThrow(refused);
    const aServer = clients.server(["localhost"]);
    await expect(shakeHands(ready.dedicated, { ca, ...aServer })).rejects.toThrow(refused);
    for (const kind of ["public", "vpc"] as const) {
      await expect(shakeHands(ready[kind], { ca })).resolves.toBeDefined();
    }
  });

  it("are not let in for want of a CA in the file", async () => {
    const file = join(folder, "empty.pem");
    writeFileSync(file, "");
    const { exitCode, error } = await startInVain({
      data: join(folder, "in-vain"),
      flags: ["--dedicated-client-ca", file],
    });
    expect(exitCode).toBe(1);
    expect(error).toContain(`--dedicated-client-ca: ${file} cannot be used: there is no certificate in PEM`);
  });
});

describe("a certificate of the operator's own", () => {
  const authority = newTestAuthority("the operator's CA");
  const files = ["certificate", "key", "ca"].map((name) => join(folder, `own-${name}.pem`));
  const [certificateFile = "", keyFile = "", caFile = ""] = files;
  const own = ["--tls-certificate", certificateFile, "--tls-key", keyFile];

  beforeAll(() => {
    const { cert, key } = authority.server(["kms.example", "127.0.0.1"]);
    writeFileSync(certificateFile, cert + authority.pem);
    writeFileSync(keyFile, key, { mode: 0o600 });
    writeFileSync(caFile, authority.pem);
  });

  it("is presented, and its CA is in the ready file; no other CA is made", async () => {
    await using owned = await startServer({ flags: [...own, "--tls-ca", caFile] });
    expect(owned.ready.ca).toBe(caFile);
    const { certificate } = await shakeHands(owned.ready.dedicated, {
      ca: owned.ca,
      servername: "kms.example",
    });
    expect(certificate.subject.CN).toBe("of the operator's CA");
    expect(() => readFileSync(join(owned.data, "ca.key"))).toThrow("ENOENT");
    expect(owned.written().error).not.toContain("BEGIN");
  });

  it("may be under a CA that every client trusts: the ready file names none then", async () => {
    await using owned = await startServer({ flags: own });
    expect(owned.ready.ca).toBeNull();
  });

  it("that cannot be used keeps the server from starting, instead of another", async () => {
    writeFileSync(keyFile, authority.server([]).key);
    const { exitCode, error } = await startInVain({ data: join(folder, "in-vain"), flags: own });
    expect(exitCode).toBe(1);
    expect(error).toMatch(/^keyferry-server: --tls-key: the key in \S+ is not that of the first certificate/);
    expect(error).not.toContain("BEGIN");
  });
});
