import { execFileSync } from "node:child_process";
import { createPrivateKey, generateKeyPairSync, X509Certificate } from "node:crypto";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { NewClientKey } from "@keyferry/crypto";
import { createClientKeyMaker } from "@keyferry/crypto-software";
import forge from "node-forge";
import { afterAll, beforeAll, describe, expect, it, vi } from "vitest";
import { isLeftOut } from "../../../tools/testing/left-out.ts";
import { opensslOpenPkcs12 } from "../../../tools/testing/openssl.ts";

const password = "Pa55~!@#$%^&*?_-";
const plan = {
  name: "KAAP.202b9877-5a25-46e3-a763-e20791b5aaaa",
  notBefore: Date.UTC(2026, 0, 2, 3, 4, 5),
  notAfter: Date.UTC(2051, 0, 2, 3, 4, 5),
  password,
};

/** Makes RSA keys of OpenSSL, which are there at once. */
const keyPairs = {
  generateRecipientKeyPair() {
    const pair = generateKeyPairSync("rsa", {
      modulusLength: 2048,
      publicKeyEncoding: { type: "spki", format: "der" },
      privateKeyEncoding: { type: "pkcs8", format: "der" },
    });
    return { privateKey: new Uint8Array(pair.privateKey), publicKey: new Uint8Array(pair.publicKey) };
  },
};

let made: NewClientKey;
beforeAll(async () => {
  made = await createClientKeyMaker({ keyPairs }).make(plan);
});

describe("client keys", () => {
  it("are made one at a time, and after one that could not be made", async () => {
    const under: number[] = [];
    let now = 0;
    let calls = 0;
    const slow = {
      async generateRecipientKeyPair() {
        under.push((now += 1));
        await new Promise((resolve) => setTimeout(resolve, 5));
        now -= 1;
        if ((calls += 1) === 1) throw new Error("no entropy");
        return keyPairs.generateRecipientKeyPair();
      },
    };
    const maker = createClientKeyMaker({ keyPairs: slow });
    const outcomes = await Promise.allSettled([1, 2, 3].map(async () => maker.make(plan)));
    expect(outcomes.map(({ status }) => status)).toEqual(["rejected", "fulfilled", "fulfilled"]);
    expect(under).toEqual([1, 1, 1]);
  });
});

describe("the certificate of a client key", () => {
  it("is of version 3, of RSA_2048, about the key's id, and signed by the key itself", () => {
    const certificate = new X509Certificate(made.certificate);
    expect(certificate.subject).toBe(`CN=${plan.name}`);
    expect(certificate.issuer).toBe(certificate.subject);
    expect(certificate.verify(certificate.publicKey)).toBe(true);
    expect(certificate.ca).toBe(false);
    expect(certificate.publicKey.asymmetricKeyDetails).toEqual({
      modulusLength: 2048,
      publicExponent: 65_537n,
    });
    expect(certificate.serialNumber).toMatch(/^[4-7][0-9A-F]{31}$/);
    expect(new Date(certificate.validFrom).getTime()).toBe(plan.notBefore);
    expect(new Date(certificate.validTo).getTime()).toBe(plan.notAfter);
    expect(made.certificate.length).toBeLessThan(1024);
  });

  it("does not leave with a bit of its signature turned", async () => {
    const { createCertificate } = forge.pki;
    const spy = vi.spyOn(forge.pki, "createCertificate").mockImplementation(() => {
      const certificate = createCertificate();
      const sign = certificate.sign.bind(certificate);
      certificate.sign = (...given) => {
        sign(...given);
        const { signature } = certificate as unknown as { readonly signature: string };
        const first = String.fromCharCode(signature.charCodeAt(0) ^ 1);
        certificate.signature = first + signature.slice(1);
      };
      return certificate;
    });
    try {
      await expect(async () => createClientKeyMaker({ keyPairs }).make(plan)).rejects.toMatchObject({
        reason: "faulty",
      });
      expect(spy).toHaveBeenCalledOnce();
    } finally {
      spy.mockRestore();
    }
  });

  it("has a serial number and a key of its own each time", async () => {
    const other = await createClientKeyMaker({ keyPairs }).make(plan);
    const [one, two] = [made, other].map(({ certificate }) => new X509Certificate(certificate));
    expect(one?.serialNumber).not.toBe(two?.serialNumber);
    expect(one?.publicKey.equals(two?.publicKey ?? one.publicKey)).toBe(false);
  });
});

describe.skipIf(isLeftOut("openssl"))("the bundle of a client key, to the openssl command", () => {
  it("holds the certificate, encrypted, then its private key, by the old algorithms alone", () => {
    const { pem, info } = opensslOpenPkcs12(made.bundle, password);
    const certificate = new X509Certificate(
      /-----BEGIN CERTIFICATE-----[^]*?-----END CERTIFICATE-----/.exec(pem)?.[0] ?? "",
    );
    expect(certificate.fingerprint256).toBe(new X509Certificate(made.certificate).fingerprint256);
    const key = createPrivateKey(
      /-----BEGIN PRIVATE KEY-----[^]*?-----END PRIVATE KEY-----/.exec(pem)?.[0] ?? "",
    );
    expect(certificate.checkPrivateKey(key)).toBe(true);
    expect(info.split("\n").filter((line) => line !== "")).toEqual([
      "MAC: sha1, Iteration 2048",
      "MAC length: 20, salt length: 8",
      "PKCS7 Encrypted data: pbeWithSHA1And3-KeyTripleDES-CBC, Iteration 2048",
      "Certificate bag",
      "PKCS7 Data",
      "Shrouded Keybag: pbeWithSHA1And3-KeyTripleDES-CBC, Iteration 2048",
    ]);
    expect(pem.match(new RegExp(`friendlyName: ${plan.name}`, "g"))).toHaveLength(2);
  });

  it("is closed to any other password, and to one change of a byte", () => {
    expect(() => opensslOpenPkcs12(made.bundle, `${password}x`)).toThrow("invalid password");
    const altered = Uint8Array.from(made.bundle);
    altered[1000] = (altered[1000] ?? 0) ^ 1;
    expect(() => opensslOpenPkcs12(altered, password)).toThrow();
  });
});

describe.skipIf(isLeftOut("java"))("the bundle of a client key, to Java's KeyStore", () => {
  let folder: string;
  beforeAll(() => {
    folder = mkdtempSync(join(tmpdir(), "keyferry-keytool-"));
  });
  afterAll(() => {
    rmSync(folder, { recursive: true });
  });

  it("has one entry, a private key with its certificate", () => {
    const file = join(folder, "client-key.p12");
    writeFileSync(file, made.bundle, { mode: 0o600 });
    const args = ["-list", "-v", "-storetype", "PKCS12", "-keystore", file, "-storepass", password];
    const said = execFileSync("keytool", args, { encoding: "utf8", env: { ...process.env, LC_ALL: "C" } });
    expect(said).toContain("Your keystore contains 1 entry");
    expect(said).toContain(`Alias name: ${plan.name.toLowerCase()}`);
    expect(said).toContain("Entry type: PrivateKeyEntry");
    expect(said).toContain(new X509Certificate(made.certificate).fingerprint256);
  });
});

describe("a client key made without OpenSSL", () => {
  it("is as good", async () => {
    const own = await createClientKeyMaker().make(plan);
    const certificate = new X509Certificate(own.certificate);
    expect(certificate.verify(certificate.publicKey)).toBe(true);
    expect(own.bundle.length).toBeGreaterThan(2_000);
  }, 180_000);
});

describe("the making of a client key", () => {
  it("leaves nothing of the private key in the bytes that it was made of", async () => {
    const pair = keyPairs.generateRecipientKeyPair();
    await createClientKeyMaker({ keyPairs: { generateRecipientKeyPair: () => pair } }).make(plan);
    expect(pair.privateKey.every((byte) => byte === 0)).toBe(true);
  });
});
