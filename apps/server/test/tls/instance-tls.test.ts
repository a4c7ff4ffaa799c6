import { randomBytes, X509Certificate } from "node:crypto";
import {
  copyFileSync,
  existsSync,
  mkdtempSync,
  readFileSync,
  rmSync,
  statSync,
  writeFileSync,
} from "node:fs";
import { join } from "node:path";
import { createSealer } from "@keyferry/crypto";
import { afterAll, describe, expect, it } from "vitest";
import { StartError } from "../../src/config/start-error.ts";
import { openInstanceTls } from "../../src/tls/instance-tls.ts";
import { newFolder } from "../running-server.ts";

const day = 86_400_000;
const start = Date.parse("2026-11-24T10:00:00Z");
const sealer = createSealer(new Uint8Array(randomBytes(32)));
const root = newFolder();

afterAll(() => {
  rmSync(root, { recursive: true });
});

/** A data folder, and a server's TLS in it as often as wanted, at any time. */
function newInstance() {
  const folder = mkdtempSync(join(root, "data-"));
  const time = { now: start };
  const open = (options: Partial<Parameters<typeof openInstanceTls>[0]> = {}) =>
    openInstanceTls({
      folder,
      sealer,
      names: ["localhost", "127.0.0.1"],
      clock: () => time.now,
      ...options,
    });
  return { folder, time, open, file: (name: string) => join(folder, name) };
}

function serialOf({ identity }: Awaited<ReturnType<typeof openInstanceTls>>): string {
  return new X509Certificate(identity.chain).serialNumber;
}

describe("the first start", () => {
  it("makes a CA and a certificate; their keys are sealed and for the owner alone", async () => {
    const { open, file } = newInstance();
    const tls = await open();
    expect(tls.caFile).toBe(file("ca.pem"));
    expect(readFileSync(file("ca.pem"), "utf8")).toBe(tls.caCertificateChainPem);
    expect(statSync(file("ca.pem")).mode & 0o777).toBe(0o644);
    for (const name of ["ca.key", "server.key"]) {
      expect(statSync(file(name)).mode & 0o777).toBe(0o600);
      expect(readFileSync(file(name), "utf8")).not.toContain("BEGIN PRIVATE KEY");
    }
    const certificate = new X509Certificate(tls.identity.chain);
    expect(certificate.verify(new X509Certificate(tls.caCertificateChainPem ?? "").publicKey)).toBe(true);
  });

  it("makes a CA of its own for every instance", async () => {
    const [one, other] = [await newInstance().open(), await newInstance().open()];
    expect(one.caCertificateChainPem).not.toBe(other.caCertificateChainPem);
    const certificate = new X509Certificate(one.identity.chain);
    expect(certificate.verify(new X509Certificate(other.caCertificateChainPem ?? "").publicKey)).toBe(false);
  });
});

describe("a later start", () => {
  it("keeps the CA and the certificate", async () => {
    const { open } = newInstance();
    const first = await open();
    const second = await open();
    expect(second.caCertificateChainPem).toBe(first.caCertificateChainPem);
    expect(second.identity).toEqual(first.identity);
  });

  it("makes a new certificate under the same CA, when the old one is nearly over or over", async () => {
    for (const days of [61, 100, 1_000]) {
      const { open, time } = newInstance();
      const first = await open();
      time.now += days * day;
      const second = await open();
      expect(second.caCertificateChainPem).toBe(first.caCertificateChainPem);
      expect(serialOf(second)).not.toBe(serialOf(first));
      expect(serialOf(await open())).toBe(serialOf(second));
    }
  });

  it("makes a new certificate for other names", async () => {
    const { open } = newInstance();
    const first = await open();
    const second = await open({ names: ["localhost", "127.0.0.1", "10.0.0.1"] });
    expect(second.caCertificateChainPem).toBe(first.caCertificateChainPem);
    expect(new X509Certificate(second.identity.chain).checkIP("10.0.0.1")).toBe("10.0.0.1");
  });

  it.each([
    ["cut", (text: string) => text.slice(0, text.length / 2)],
    ["empty", () => ""],
    [
      "changed in its key",
      (text: string) => text.replace(/\n(.)/, (_, c: string) => `\n${c === "A" ? "B" : "A"}`),
    ],
    ["of another server", undefined],
  ])("makes a new certificate for one whose file is %s", async (_, damage) => {
    const { open, file } = newInstance();
    const first = await open();
    if (damage === undefined) {
      const other = newInstance();
      await other.open();
      copyFileSync(other.file("server.key"), file("server.key"));
    } else {
      writeFileSync(file("server.key"), damage(readFileSync(file("server.key"), "utf8")));
    }
    const second = await open();
    expect(serialOf(second)).not.toBe(serialOf(first));
    expect(second.caCertificateChainPem).toBe(first.caCertificateChainPem);
  });

  it("puts the CA's certificate back that clients are given", async () => {
    const { open, file } = newInstance();
    const { caCertificateChainPem } = await open();
    for (const content of ["half", undefined]) {
      if (content === undefined) rmSync(file("ca.pem"));
      else writeFileSync(file("ca.pem"), content);
      await open();
      expect(readFileSync(file("ca.pem"), "utf8")).toBe(caCertificateChainPem);
    }
  });
});

describe("a start is refused, and nothing is changed,", () => {
  const refused = async (instance: ReturnType<typeof newInstance>, reason: string, options = {}) => {
    const { open, file } = instance;
    const files = ["ca.key", "ca.pem", "server.key"].map(file);
    const read = () => files.map((name) => (existsSync(name) ? readFileSync(name, "utf8") : undefined));
    const before = read();
    await expect(open(options)).rejects.toThrow(StartError);
    await expect(open(options)).rejects.toThrow(reason);
    await expect(open(options)).rejects.toThrow("to have another CA made, which clients must be given then");
    expect(read()).toEqual(before);
  };

  it.each([
    ["cut", (text: string) => text.slice(0, -40)],
    ["empty", () => ""],
    [
      "changed in its key",
      (text: string) => text.replace(/\n(.)/, (_, c: string) => `\n${c === "A" ? "B" : "A"}`),
    ],
  ])("when the CA's file is %s", async (_, damage) => {
    const instance = newInstance();
    await instance.open();
    const file = instance.file("ca.key");
    writeFileSync(file, damage(readFileSync(file, "utf8")));
    await refused(instance, `${file} is damaged`);
  });

  it("when the CA's file has another certificate in it, or a server's key", async () => {
    const [instance, other] = [newInstance(), newInstance()];
    await instance.open();
    await other.open();
    const file = instance.file("ca.key");
    const [own, foreign] = [file, other.file("ca.key")].map((name) =>
      readFileSync(name, "utf8").split("-----BEGIN C"),
    );
    writeFileSync(file, [own?.[0], foreign?.[1]].join("-----BEGIN C"));
    await refused(instance, `${file} is damaged`);
    copyFileSync(instance.file("server.key"), file);
    await refused(instance, `${file} is damaged`);
  });

  it("when the CA's file is missing and its certificate is there", async () => {
    const instance = newInstance();
    await instance.open();
    rmSync(instance.file("ca.key"));
    await refused(instance, `${instance.file("ca.key")} is missing`);
  });

  it("under another root key", async () => {
    const instance = newInstance();
    await instance.open();
    await refused(instance, "is damaged", { sealer: createSealer(new Uint8Array(randomBytes(32))) });
  });

  it("when the CA is over", async () => {
    const instance = newInstance();
    await instance.open();
    instance.time.now += 3_653 * day;
    await refused(instance, "has expired");
  });

  it("when the CA may not vouch for a name", async () => {
    const instance = newInstance();
    await instance.open();
    await refused(instance, "was made for other names than kms.internal", {
      names: ["localhost", "kms.internal"],
    });
  });
});

describe("a CA that was made for further names", () => {
  it("vouches for them", async () => {
    const { open } = newInstance();
    const names = ["localhost", "kms.internal", "*.kms.example"];
    const first = await open({ names });
    expect(new X509Certificate(first.identity.chain).checkHost("a.kms.example")).toBe("*.kms.example");
    expect((await open({ names: ["localhost", "b.kms.internal"] })).caCertificateChainPem).toBe(
      first.caCertificateChainPem,
    );
  });
});

describe("while a server runs", () => {
  it("the certificate is renewed before a third of its life is left, and only then", async () => {
    const { open, time } = newInstance();
    const tls = await open();
    const first = serialOf(tls);
    time.now += 59 * day;
    expect([await tls.renew(), serialOf(tls)]).toEqual([false, first]);
    time.now += 2 * day;
    expect(await tls.renew()).toBe(true);
    expect(serialOf(tls)).not.toBe(first);
    expect(await tls.renew()).toBe(false);
    expect(serialOf(await open())).toBe(serialOf(tls));
  });

  it("the certificate stays when the new one cannot be kept", async () => {
    const { open, time, folder } = newInstance();
    const tls = await open();
    const first = serialOf(tls);
    time.now += 61 * day;
    rmSync(folder, { recursive: true });
    await expect(tls.renew()).rejects.toThrow("cannot be written: its folder is not there");
    expect(serialOf(tls)).toBe(first);
  });
});
