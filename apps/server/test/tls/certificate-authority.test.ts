import { spawnSync } from "node:child_process";
import { once } from "node:events";
import { rmSync, writeFileSync } from "node:fs";
import type { AddressInfo } from "node:net";
import { join } from "node:path";
import { createServer } from "node:tls";
import { AsnConvert } from "@peculiar/asn1-schema";
import { Certificate, Extensions } from "@peculiar/asn1-x509";
import { afterAll, describe, expect, it } from "vitest";
import { isLeftOut } from "../../../../tools/testing/left-out.ts";
import { issueServerIdentity, makeAuthority, unpermittedName } from "../../src/tls/certificate-authority.ts";
import { isDue } from "../../src/tls/identity-life.ts";
import type { Identity } from "../../src/tls/identity.ts";
import { newFolder } from "../running-server.ts";
import { shakeHands } from "./handshake.ts";
import { inPem } from "./made-identities.ts";

const day = 86_400_000;
const now = Date.parse("2026-11-24T10:00:00Z");
const names = ["*.cryptoservice.kms.aliyuncs.com", "localhost", "127.0.0.1", "::1"];
const authority = makeAuthority(["aliyuncs.com", "localhost"], now);
const server = issueServerIdentity(authority, names, now);
const folder = newFolder();

afterAll(() => {
  rmSync(folder, { recursive: true });
});

/** Extensions by their object identifiers, and whether they are critical. */
function criticalOf({ certificate }: Identity): Readonly<Record<string, boolean>> {
  const { extensions } = AsnConvert.parse(certificate.raw, Certificate).tbsCertificate;
  return Object.fromEntries(
    Array.from(extensions ?? new Extensions(), ({ extnID, critical }) => [extnID, critical]),
  );
}

describe("the CA of an instance", () => {
  it("is a CA with a key on P-256, good for ten years from an hour ago", () => {
    const { certificate } = authority;
    expect(certificate.ca).toBe(true);
    expect(certificate.publicKey.asymmetricKeyDetails).toEqual({ namedCurve: "prime256v1" });
    expect(certificate.verify(certificate.publicKey)).toBe(true);
    expect(certificate.subject).toMatch(/^CN=Keyferry CA [0-9a-f]{8}$/);
    expect(certificate.issuer).toBe(certificate.subject);
    expect(new Date(certificate.validFrom).toISOString()).toBe("2026-11-24T09:00:00.000Z");
    expect(new Date(certificate.validTo).toISOString()).toBe("2036-11-24T10:00:00.000Z");
  });

  it("says in critical extensions what it is, what its key does and what it may vouch for", () => {
    expect(criticalOf(authority)).toEqual({
      "2.5.29.19": true, // basicConstraints
      "2.5.29.15": true, // keyUsage
      "2.5.29.30": true, // nameConstraints
      "2.5.29.37": false, // extKeyUsage
      "2.5.29.14": false, // subjectKeyIdentifier
      "2.5.29.35": false, // authorityKeyIdentifier
    });
  });

  it("tells which names it may not vouch for", () => {
    expect(unpermittedName(authority, names)).toBeUndefined();
    for (const name of ["example.com", "*.com", "myaliyuncs.com", "*.myaliyuncs.com", "com"]) {
      expect(unpermittedName(authority, [...names, name])).toBe(name);
    }
  });

  it("is not believed by clients where it vouches for another domain all the same", async () => {
    const handshakeAs = async (servername: string) => {
      const fresh = makeAuthority(["aliyuncs.com", "localhost"], Date.now());
      const listener = createServer(
        inPem(issueServerIdentity(fresh, [servername, "127.0.0.1"], Date.now())),
        (socket) => socket.on("error", () => undefined).end("HTTP/1.1 200 OK\r\n\r\n"),
      ).listen(0, "127.0.0.1");
      await once(listener, "listening");
      const origin = `https://127.0.0.1:${String((listener.address() as AddressInfo).port)}`;
      try {
        return await shakeHands(origin, { servername, ca: fresh.certificate.toString() });
      } finally {
        listener.close();
      }
    };
    await expect(handshakeAs("kms.cn-hangzhou.aliyuncs.com")).resolves.toMatchObject({ protocol: "TLSv1.3" });
    await expect(handshakeAs("example.com")).rejects.toThrow("permitted subtree violation");
  });
});

describe("a server's certificate", () => {
  it("is for servers of its names, good for 90 days, and no CA's", () => {
    const { certificate } = server;
    expect(certificate.ca).toBe(false);
    expect(certificate.checkIssued(authority.certificate)).toBe(true);
    expect(certificate.verify(authority.certificate.publicKey)).toBe(true);
    expect(certificate.checkPrivateKey(server.privateKey)).toBe(true);
    expect(certificate.keyUsage).toEqual(["1.3.6.1.5.5.7.3.1"]);
    expect(new Date(certificate.validTo).getTime()).toBe(now + 90 * day);
    for (const name of ["kst-1.cryptoservice.kms.aliyuncs.com", "localhost"]) {
      expect(certificate.checkHost(name)).toBeDefined();
    }
    expect(certificate.checkHost("cryptoservice.kms.aliyuncs.com")).toBeUndefined();
    for (const address of ["127.0.0.1", "::1"]) expect(certificate.checkIP(address)).toBeDefined();
    expect(certificate.checkIP("127.0.0.2")).toBeUndefined();
    expect(criticalOf(server)).toMatchObject({ "2.5.29.19": true, "2.5.29.15": true });
  });

  it("ends with its CA at the latest", () => {
    const late = issueServerIdentity(authority, names, now + 3_600 * day);
    expect(late.certificate.validTo).toBe(authority.certificate.validTo);
    expect(isDue(late, authority, names, now + 3_652 * day)).toBe(false);
  });

  it("has a serial number of its own", () => {
    const serials = Array.from({ length: 8 }, () => issueServerIdentity(authority, names, now));
    expect(new Set(serials.map(({ certificate }) => certificate.serialNumber)).size).toBe(8);
    for (const { certificate } of serials) expect(certificate.serialNumber).toMatch(/^[4-7][0-9A-F]{31}$/);
  });

  it("is due for another with less than a third of its life left", () => {
    const life = 90 * day + 3_600_000;
    const third = now + 90 * day - life / 3;
    expect(isDue(server, authority, names, third - 1_000)).toBe(false);
    expect(isDue(server, authority, names, third)).toBe(true);
    expect(isDue(server, authority, names, now + 91 * day)).toBe(true);
  });

  it("is due for another when it is not good yet, has other names, or is another CA's", () => {
    expect(isDue(server, authority, names, now - day)).toBe(true);
    expect(isDue(server, authority, [...names, "10.0.0.1"], now)).toBe(true);
    expect(isDue(server, authority, names.slice(1), now)).toBe(true);
    const other = makeAuthority(["aliyuncs.com", "localhost"], now);
    expect(isDue(server, other, names, now)).toBe(true);
  });

  it.skipIf(isLeftOut("openssl"))("is what OpenSSL takes by the letter of RFC 5280", () => {
    const files = { ca: join(folder, "ca.pem"), server: join(folder, "server.pem") };
    writeFileSync(files.ca, authority.certificate.toString());
    writeFileSync(files.server, server.certificate.toString());
    const at = ["-attime", String(now / 1_000)];
    const verify = (...options: readonly string[]) =>
      spawnSync("openssl", ["verify", "-x509_strict", ...at, ...options, "-CAfile", files.ca, files.server], {
        encoding: "utf8",
      });
    expect(verify("-purpose", "sslserver").stdout).toBe(`${files.server}: OK\n`);
    expect(verify("-purpose", "sslserver", "-verify_ip", "127.0.0.1").status).toBe(0);
    expect(verify("-purpose", "sslclient").status).not.toBe(0);
    expect(verify("-verify_hostname", "example.com").status).not.toBe(0);
  });
});
