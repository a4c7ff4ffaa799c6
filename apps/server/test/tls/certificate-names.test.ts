import { regions } from "@keyferry/kms";
import { describe, expect, it } from "vitest";
import { issueServerIdentity, makeAuthority } from "../../src/tls/certificate-authority.ts";
import { canonicalName, certificateNames, domainsOf } from "../../src/config/certificate-names.ts";

const names = certificateNames({ regions, host: "10.1.2.3", further: ["KMS.internal", "FD00:0::1"] });

describe("the names of a server's certificate", () => {
  const authority = makeAuthority(domainsOf(names), Date.now());
  const { certificate } = issueServerIdentity(authority, names, Date.now());

  it.each([
    "kst-0.cryptoservice.kms.aliyuncs.com",
    "kst-0.cryptoservice.kms.localhost",
    ...["cn-hangzhou", "eu-central-1"].flatMap((region) =>
      ["aliyuncs.com", "localhost"].flatMap((domain) => [
        `kms.${region}.${domain}`,
        `kms-vpc.${region}.${domain}`,
      ]),
    ),
    "localhost",
    "kms.internal",
  ])("cover the Host %s", (host) => {
    expect(certificate.checkHost(host)).toBeDefined();
  });

  it.each(["127.0.0.1", "::1", "10.1.2.3", "fd00::1"])("cover the address %s", (address) => {
    expect(certificate.checkIP(address)).toBeDefined();
  });

  it.each(["oss-cn-hangzhou.aliyuncs.com", "kms.xx-nowhere.aliyuncs.com", "a.kms.internal"])(
    "do not cover %s",
    (host) => {
      expect(certificate.checkHost(host)).toBeUndefined();
    },
  );

  it("stand there once each, and without what is no name", () => {
    const source = { regions: ["cn-hangzhou", "cn-hangzhou", "-"], host: "fe80::1%eth0", further: ["::1"] };
    expect(certificateNames(source)).toEqual([
      "*.cryptoservice.kms.aliyuncs.com",
      "kms.cn-hangzhou.aliyuncs.com",
      "kms-vpc.cn-hangzhou.aliyuncs.com",
      "*.cryptoservice.kms.localhost",
      "kms.cn-hangzhou.localhost",
      "kms-vpc.cn-hangzhou.localhost",
      "localhost",
      "127.0.0.1",
      "::1",
    ]);
  });
});

describe("the domains of a CA", () => {
  it("are the service's, this machine's, and those of further names", () => {
    expect(domainsOf([...names, "*.kms.example"])).toEqual([
      "aliyuncs.com",
      "localhost",
      "kms.internal",
      "kms.example",
    ]);
  });
});

describe("a name in its canonical form", () => {
  it.each([
    ["KMS.Example", "kms.example"],
    ["*.kms.example", "*.kms.example"],
    ["10.0.0.1", "10.0.0.1"],
    ["0:0:0:0:0:0:0:1", "::1"],
    ["::FFFF:10.0.0.1", "::ffff:a00:1"],
  ])("of %s is %s", (text, name) => {
    expect(canonicalName(text)).toBe(name);
  });

  it.each([
    "",
    "*",
    "a.*.example",
    "a b",
    ".example",
    "example.",
    "-a.example",
    "10.0.0",
    "10.0.0.256",
    "fe80::1%eth0",
    "::1]:80/[::1",
    "1:2",
    "ä.example",
    `${"a".repeat(64)}.example`,
    Array(130).fill("a").join("."),
  ])("is not there for %j", (text) => {
    expect(canonicalName(text)).toBeUndefined();
  });
});
