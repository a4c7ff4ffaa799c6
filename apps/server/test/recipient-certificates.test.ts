import { execFileSync } from "node:child_process";
import { generateKeyPairSync, X509Certificate, type KeyObject } from "node:crypto";
import { readFileSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { parseRecipientKey } from "@keyferry/crypto";
import type { Options } from "../src/config/option-table.ts";
import { openCertifier } from "../src/recipients/certifier.ts";
import { newFolder } from "./running-server.ts";

const folder = newFolder();
const at = (name: string) => join(folder, name);
const openssl = (...args: string[]) =>
  execFileSync("openssl", args, { cwd: folder, stdio: ["ignore", "pipe", "pipe"] });

/** A pair of keys, and its private key in a file. */
function newPair(name: string, type: "rsa" | "ec" | "ed25519", modulusLength = 2048): KeyObject {
  const { publicKey, privateKey } =
    type === "rsa"
      ? generateKeyPairSync("rsa", { modulusLength })
      : type === "ec"
        ? generateKeyPairSync("ec", { namedCurve: "P-256" })
        : generateKeyPairSync("ed25519");
  writeFileSync(at(`${name}.key`), privateKey.export({ type: "pkcs8", format: "pem" }));
  writeFileSync(at(`${name}.pub`), publicKey.export({ type: "spki", format: "pem" }));
  return publicKey;
}

/** Has a CA certify a key, by OpenSSL; answers the certificate in PEM. */
function certify(name: string, issuer: string, extensions: string, days = "30", ...more: string[]): string {
  writeFileSync(at("extensions"), extensions);
  openssl("req", "-new", "-key", `${name}.key`, "-subj", `/CN=${name}`, "-out", `${name}.csr`);
  const signer =
    issuer === name ? ["-key", `${name}.key`] : ["-CA", `${issuer}.pem`, "-CAkey", `${issuer}.key`];
  openssl(
    ...["x509", "-req", "-in", `${name}.csr`, ...signer, "-days", days],
    ...["-extfile", "extensions", "-out", `${name}.pem`, ...more],
  );
  return readFileSync(at(`${name}.pem`), "utf8");
}

/** Has a CA list the certificates that it has revoked. */
function revoke(issuer: string, names: readonly string[], days = "10", extensions = ""): string {
  writeFileSync(at(`${issuer}.index`), "");
  writeFileSync(at(`${issuer}.number`), "01\n");
  writeFileSync(
    at(`${issuer}.cnf`),
    `[ca]\ndefault_ca=d\n[d]\ndatabase=${issuer}.index\ncrlnumber=${issuer}.number\n` +
      `default_md=sha256\n[crl]\n${extensions}`,
  );
  const by = ["-config", `${issuer}.cnf`, "-cert", `${issuer}.pem`, "-keyfile", `${issuer}.key`];
  for (const name of names) openssl("ca", ...by, "-revoke", `${name}.pem`);
  openssl(
    "ca",
    ...by,
    "-gencrl",
    ...(extensions === "" ? [] : ["-crlexts", "crl"]),
    "-crldays",
    days,
    "-out",
    `${issuer}.crl`,
  );
  return readFileSync(at(`${issuer}.crl`), "utf8");
}

const ofCa = "basicConstraints=critical,CA:TRUE\nkeyUsage=critical,keyCertSign,cRLSign\n";
const ofLeaf = "basicConstraints=CA:FALSE\nkeyUsage=critical,keyEncipherment\n";
// OpenSSL makes certificates that are good from now on.
const now = Date.now() + 3_600_000;
const day = 86_400_000;

let hsm: KeyObject;
let chains: Readonly<Record<string, string>>;

beforeAll(() => {
  for (const name of ["ca", "stranger", "middle", "limited"]) newPair(name, "ec");
  hsm = newPair("hsm", "rsa");
  const ca = certify("ca", "ca", ofCa);
  const stranger = certify("stranger", "stranger", ofCa);
  const middle = certify("middle", "ca", ofCa);
  const leaf = (issuer: string, extensions = ofLeaf, days?: string) =>
    certify("hsm", issuer, extensions, days);
  chains = {
    ca,
    middle,
    direct: leaf("ca"),
    whole: `${leaf("middle")}${middle}${ca}`,
    "without the CA": `${leaf("middle")}${middle}`,
    "of a stranger": `${leaf("stranger")}${stranger}`,
    "without its middle": leaf("middle"),
    "in another order": `${leaf("middle")}${ca}${middle}`,
    "short-lived": leaf("ca", ofLeaf, "5"),
    "for signatures": leaf("ca", "basicConstraints=CA:FALSE\nkeyUsage=critical,digitalSignature\n"),
    "for one purpose": leaf("ca", `${ofLeaf}extendedKeyUsage=critical,clientAuth\n`),
    "signed with SHA-1": certify("hsm", "ca", ofLeaf, "30", "-sha1"),
    "with a strange rule": leaf("ca", `${ofLeaf}1.2.3.4=critical,DER:0500\n`),
    "under a leaf": "",
    "under too many": "",
  };
  const noAuthority = certify("limited", "ca", "basicConstraints=critical,CA:FALSE\n");
  const underLeaf = `${leaf("limited")}${noAuthority}`;
  const narrow = certify("limited", "ca", ofCa.replace("CA:TRUE", "CA:TRUE,pathlen:0"));
  certify("middle", "limited", ofCa);
  const underTooMany = `${leaf("middle")}${readFileSync(at("middle.pem"), "utf8")}${narrow}`;
  newPair("short", "rsa", 1024);
  const short = certify("short", "ca", ofCa);
  const underShort = `${leaf("short")}${short}`;
  chains = {
    ...chains,
    ...{ "under a leaf": underLeaf, "under too many": underTooMany, "under a short key": underShort },
  };
}, 120_000);

afterAll(() => {
  rmSync(folder, { recursive: true });
});

const keyOf = (key: KeyObject) =>
  parseRecipientKey(new Uint8Array(key.export({ type: "spki", format: "der" })), "RSA_2048");

async function certifier(files: { readonly crl?: string } = {}, time = now) {
  const options = { "recipient-ca": at("ca.pem"), "recipient-crl": files.crl } as unknown as Options;
  return openCertifier(options, () => time);
}

describe("a recipient's certificate chain", () => {
  it.each(["direct", "whole", "without the CA"])("leads to the CA: %s", async (name) => {
    const found = (await certifier())(keyOf(hsm), chains[name]);
    const [own] = (found.certificateChain ?? "").split("-----END CERTIFICATE-----\n");
    expect(new X509Certificate(`${own ?? ""}-----END CERTIFICATE-----\n`).subject).toBe("CN=hsm");
    expect(Math.abs((found.validUntil ?? 0) - (now + 30 * day))).toBeLessThan(day);
  });

  it("ends with the first of its certificates", async () => {
    const { validUntil } = (await certifier())(keyOf(hsm), chains["short-lived"]);
    expect(Math.abs((validUntil ?? 0) - (now + 5 * day))).toBeLessThan(day);
  });

  it.each([
    ["of a stranger", "is not signed by the CA that is believed"],
    ["without its middle", "is not signed by the CA that is believed"],
    ["in another order", "is not signed by the next one"],
    ["for signatures", "nothing may be encrypted for"],
    ["with a strange rule", "has a critical extension that is not understood: 1.2.3.4"],
    ["for one purpose", "has a critical extension that is not understood: 2.5.29.37"],
    ["signed with SHA-1", "is signed by an algorithm that is not believed: 1.2.840.10045.4.1"],
    ["under a short key", "the certificate of CN=short is of a key that is too weak"],
    ["under a leaf", "is not a CA's"],
    ["under too many", "allows 0 CAs below it, and there are 1"],
  ])("is refused: %s", async (name, reason) => {
    const vouch = await certifier();
    expect(() => vouch(keyOf(hsm), chains[name])).toThrow(reason);
  });

  it("is refused before and after its time", async () => {
    const early = await certifier({}, now - 2 * day);
    expect(() => early(keyOf(hsm), chains["direct"])).toThrow("is not valid before");
    const late = await certifier({}, now + 31 * day);
    expect(() => late(keyOf(hsm), chains["direct"])).toThrow("is not valid any more");
  });

  it("is refused where it is of another key, and where there is none", async () => {
    const vouch = await certifier();
    const another = newPair("another", "rsa");
    expect(() => vouch(keyOf(another), chains["direct"])).toThrow("is of another key than the recipient's");
    expect(() => vouch(keyOf(hsm), undefined)).toThrow("must come with it");
    expect(() => vouch(keyOf(hsm), "x")).toThrow("there is no certificate in PEM in it");
  });

  it("is not looked at without a CA: what nobody checks is refused", async () => {
    const vouch = await openCertifier({} as Options, () => now);
    expect(vouch(keyOf(hsm), undefined)).toEqual({ certificateChain: null, validUntil: null });
    expect(() => vouch(keyOf(hsm), chains["direct"])).toThrow("--recipient-ca");
    await expect(openCertifier({ "recipient-crl": "x" } as Options, () => now)).rejects.toThrow(
      "--recipient-crl goes with --recipient-ca",
    );
  });
});

describe("a revocation list", { timeout: 60_000 }, () => {
  const withList = async (content: string, time = now) => {
    const crl = at(`lists-${String(Math.random())}`);
    writeFileSync(crl, content);
    return certifier({ crl }, time);
  };

  it("lets a chain pass whose certificates it does not name, each by its own issuer", async () => {
    writeFileSync(at("middle.pem"), chains["middle"] ?? "");
    const vouch = await withList(revoke("ca", []) + revoke("middle", []));
    expect(vouch(keyOf(hsm), chains["direct"]).validUntil).not.toBeNull();
    expect(vouch(keyOf(hsm), chains["whole"]).validUntil).not.toBeNull();
  });

  it("refuses a certificate that it names", async () => {
    writeFileSync(at("hsm.pem"), chains["direct"] ?? "");
    const vouch = await withList(revoke("ca", ["hsm"]));
    expect(() => vouch(keyOf(hsm), chains["direct"])).toThrow("is revoked");
    expect(() => vouch(keyOf(hsm), chains["whole"])).toThrow("there is no revocation list by the issuer");
  });

  it("is refused where it is out of date, or signed by another", async () => {
    const list = revoke("ca", [], "2");
    const late = await withList(list, now + 3 * day);
    expect(() => late(keyOf(hsm), chains["direct"])).toThrow("is out of date");
    const forged = await withList(revoke("stranger", []));
    expect(() => forged(keyOf(hsm), chains["direct"])).toThrow("there is no revocation list by the issuer");
    await expect(withList("nothing")).rejects.toThrow("--recipient-crl:");
  });

  it.each([
    ["issuingDistributionPoint=critical,@point\n[point]\nonlyuser=TRUE\n", "2.5.29.28"],
    ["issuingDistributionPoint=@point\n[point]\nonlyuser=TRUE\n", "2.5.29.28"],
    ["2.5.29.27=critical,DER:020101\n", "2.5.29.27"],
    ["1.2.3.4=critical,DER:0500\n", "1.2.3.4"],
  ])(
    "is not read where it is about some certificates only, or is not understood: %j",
    async (extensions, id) => {
      await expect(withList(revoke("ca", [], "10", extensions))).rejects.toThrow(
        `has an extension that is not understood: ${id}`,
      );
      await withList(revoke("ca", [], "10", "crlNumber=DER:020101\n"));
    },
  );

  it("is believed by a key that may sign lists only", async () => {
    const list = revoke("ca", []);
    const own = readFileSync(at("ca.pem"), "utf8");
    certify("ca", "ca", ofCa.replace(",cRLSign", ""));
    const vouch = await withList(list);
    writeFileSync(at("ca.pem"), own);
    expect(() => vouch(keyOf(hsm), chains["direct"])).toThrow("there is no revocation list by the issuer");
  });

  it("is refused, not an error of the program, where its algorithm is none of the issuer's key", async () => {
    newPair("ed", "ec");
    certify("ed", "ed", ofCa);
    const byCurve = revoke("ed", []);
    newPair("ed", "ed25519");
    const ed = certify("ed", "ed", ofCa);
    const chain = `${certify("hsm", "ed", ofLeaf)}${ed}`;
    const crl = at("by-curve");
    writeFileSync(crl, byCurve);
    const options = { "recipient-ca": at("ed.pem"), "recipient-crl": crl } as unknown as Options;
    const vouch = await openCertifier(options, () => now);
    expect(() => vouch(keyOf(hsm), chain)).toThrow("there is no revocation list by the issuer");
  });
});
