import { execFileSync } from "node:child_process";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import type { ServerOptions } from "node:https";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { createDedicatedTransport, createPublicTransport, type NodeOptions } from "@keyferry/transport/node";
import { describe, expect, it, onTestFinished, vi } from "vitest";
import { certificateAuthority } from "./certificates.ts";
import { startFarSide } from "./far-side.ts";
import { once, requestWith } from "./request.ts";

const authority = certificateAuthority();
const stranger = certificateAuthority();
const ca = authority.certificate;
const instance = "kst-hzz6a4f6.cryptoservice.kms.aliyuncs.com";
const local = authority.issue(["127.0.0.1"]);
const named = authority.issue([instance]);

/** Calls a server over TLS once; gives the status, and how many requests arrived. */
async function call(server: ServerOptions, options: NodeOptions) {
  let arrivals = 0;
  const { endpoint, close } = await startFarSide(async () => {
    arrivals++;
    return { kind: "answer", status: 200 };
  }, server);
  onTestFinished(close);
  const transport = createDedicatedTransport({ endpoint, retry: { baseDelay: 1 }, ...options });
  const sending = transport.send(() => requestWith(), { repeatable: true });
  const outcome = await sending.then(({ status }) => status).catch((error: unknown) => error);
  return { outcome, arrivals };
}

const untrusted = { name: "TransportError", reason: "untrusted", cause: expect.any(Error) as Error };

describe("the certificate of a gateway", () => {
  it("is trusted when the given authority has signed it for this address", async () => {
    expect(await call(local, { ca })).toEqual({ outcome: 200, arrivals: 1 });
  });

  it("is trusted by any of several authorities", async () => {
    const several = `comment\n${stranger.certificate}\n${ca}`;
    expect(await call(local, { ca: several })).toMatchObject({ outcome: 200 });
  });

  it("is not trusted when another authority has signed it; nothing is sent", async () => {
    const { outcome, arrivals } = await call(local, { ca: stranger.certificate });
    expect(outcome).toMatchObject(untrusted);
    expect(arrivals).toBe(0);
  });

  it("is not trusted when no authority is given, since the platform knows none for it", async () => {
    expect((await call(local, {})).outcome).toMatchObject(untrusted);
  });

  it("is not trusted for another name", async () => {
    const { outcome, arrivals } = await call(named, { ca });
    expect(outcome).toMatchObject(untrusted);
    expect(arrivals).toBe(0);
  });

  it("is trusted for the host that is given in place of the address, with a port or without", async () => {
    expect(await call(named, { ca, host: instance })).toMatchObject({ outcome: 200 });
    expect(await call(named, { ca, host: `${instance}:7790` })).toMatchObject({ outcome: 200 });
  });

  it("is not trusted for the address when another host is given", async () => {
    expect((await call(local, { ca, host: instance })).outcome).toMatchObject(untrusted);
    expect((await call(local, { ca, host: "127.0.0.2" })).outcome).toMatchObject(untrusted);
  });

  it("is asked for by the name of the host that is given", async () => {
    const names: string[] = [];
    const SNICallback: ServerOptions["SNICallback"] = (name, done) => {
      names.push(name);
      done(null);
    };
    await call({ ...named, SNICallback }, { ca, host: `${instance}:7790` });
    expect(names).toEqual([instance]);
  });

  it("is verified though NODE_TLS_REJECT_UNAUTHORIZED says otherwise", async () => {
    vi.stubEnv("NODE_TLS_REJECT_UNAUTHORIZED", "0");
    onTestFinished(() => {
      vi.unstubAllEnvs();
    });
    expect((await call(local, { ca: stranger.certificate })).outcome).toMatchObject(untrusted);
  });
});

describe("dangerouslySkipTlsVerification", () => {
  it("trusts any certificate, and warns once in all", async () => {
    const warnings: unknown[] = [];
    const warn = vi.spyOn(process, "emitWarning").mockImplementation((...warning: unknown[]) => {
      warnings.push(warning);
    });
    onTestFinished(() => {
      warn.mockRestore();
    });
    const ca = stranger.certificate;
    for (const server of [local, named]) {
      const { outcome } = await call(server, { ca, dangerouslySkipTlsVerification: true });
      expect(outcome).toBe(200);
    }
    expect(warnings).toEqual([
      [expect.stringContaining("not verified"), expect.objectContaining({ code: "KEYFERRY_TLS_UNVERIFIED" })],
    ]);
  });

  it("is off when it is false", async () => {
    const options = { ca: stranger.certificate, dangerouslySkipTlsVerification: false };
    expect((await call(local, options)).outcome).toMatchObject(untrusted);
  });
});

describe("a client certificate", () => {
  const asking: ServerOptions = { ...local, ca, requestCert: true, rejectUnauthorized: true };

  it("lets a client in that the gateway knows", async () => {
    const clientCertificate = authority.clientCertificate("ci");
    expect(await call(asking, { ca, clientCertificate })).toEqual({ outcome: 200, arrivals: 1 });
  });

  it("keeps out who has none, or one of another authority", async () => {
    const refused = { outcome: { reason: "unreachable" }, arrivals: 0 };
    expect(await call(asking, { ca })).toMatchObject(refused);
    const clientCertificate = stranger.clientCertificate("ci");
    expect(await call(asking, { ca, clientCertificate })).toMatchObject(refused);
  });

  it("has to belong to its key; the error holds neither", () => {
    const { certificate } = authority.clientCertificate("ci");
    const { key } = authority.clientCertificate("other");
    for (const wrong of [key, "", "no key", certificate]) {
      const create = () =>
        createPublicTransport({
          region: "cn-hangzhou",
          clientCertificate: { certificate, key: wrong },
        });
      expect(create).toThrow(
        new TypeError("clientCertificate.key is not the certificate's private key as PEM text"),
      );
    }
  });
});

describe("TLS 1.1", () => {
  it("is not spoken", async () => {
    const old: ServerOptions = {
      ...local,
      minVersion: "TLSv1",
      maxVersion: "TLSv1.1",
      ciphers: "ALL:@SECLEVEL=0",
    };
    expect(await call(old, { ca })).toMatchObject({ outcome: { reason: "unreachable" }, arrivals: 0 });
  });
});

describe("certificates", () => {
  it("may stand in files", async () => {
    const folder = mkdtempSync(join(tmpdir(), "keyferry-transport-"));
    onTestFinished(() => {
      rmSync(folder, { recursive: true });
    });
    const file = join(folder, "ca.pem");
    writeFileSync(file, ca);
    expect(await call(local, { ca: { file } })).toMatchObject({ outcome: 200 });
    expect(await call(local, { ca: { file: pathToFileURL(file) } })).toMatchObject({ outcome: 200 });
  });

  it("that cannot be found are an error of the file system", () => {
    const create = () => createPublicTransport({ region: "cn-hangzhou", ca: { file: "/no/such/file" } });
    expect(create).toThrow(expect.objectContaining({ code: "ENOENT" }));
  });

  it("are waited for by nobody where a pipe, a folder or a device is named", () => {
    const folder = mkdtempSync(join(tmpdir(), "keyferry-transport-"));
    onTestFinished(() => {
      rmSync(folder, { recursive: true });
    });
    const pipe = join(folder, "pipe");
    execFileSync("mkfifo", [pipe]);
    for (const file of [pipe, folder, "/dev/zero"]) {
      expect(() => createPublicTransport({ region: "cn-hangzhou", ca: { file } })).toThrow(
        new TypeError(`${file} is not a file`),
      );
    }
  });

  it.each([
    "",
    "ca.pem",
    local.key,
    ca.slice(0, 200),
    ca.replace("MII", "MIJ"),
    `${ca}\n${ca.replace(/M/g, "N")}`,
  ])("that are none are refused, and do not mean the platform's own", (ca) => {
    const create = () => createPublicTransport({ region: "cn-hangzhou", ca });
    expect(create).toThrow(new TypeError("ca is not one or more certificates as PEM text"));
  });

  it.each<NodeOptions>([
    { ca },
    { clientCertificate: authority.clientCertificate("ci") },
    { dangerouslySkipTlsVerification: true },
  ])("are refused for http, which has no use for them", (options) => {
    const create = () => createPublicTransport({ endpoint: "http://127.0.0.1:7788", ...options });
    expect(create).toThrow(new TypeError("TLS options are for https endpoints only"));
  });
});

describe("connections", () => {
  it.each([undefined, local])("are kept for further calls", async (server) => {
    const farSide = await startFarSide(async () => ({ kind: "answer", status: 200, body: "done" }), server);
    onTestFinished(farSide.close);
    const options = server === undefined ? {} : { ca };
    const transport = createPublicTransport({ endpoint: farSide.endpoint, ...options });
    for (let calls = 0; calls < 5; calls++) await transport.send(() => requestWith(), once);
    expect(farSide.connections()).toBe(1);
  });
});
