import {
  constants,
  createCipheriv,
  createDecipheriv,
  createPublicKey,
  generateKeyPairSync,
  publicEncrypt,
  randomBytes,
  randomUUID,
  verify,
} from "node:crypto";
import { secretBase64 } from "@keyferry/bytes";
import { type BackendKey, bytesOfBase64Text, parseRecipientPrivateKey } from "@keyferry/crypto";
import { anOwner } from "@keyferry/crypto/conformance";
import { createNodeReceiver } from "@keyferry/crypto-node";
import { createPkcs11Backend, type Pkcs11Backend } from "@keyferry/crypto-pkcs11";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { withFaults } from "../../../tools/testing/pkcs11-faults.ts";
import { boundTo, failureOf, newKey, recipientOf } from "./keys.ts";
import { askToken } from "./raw-token.ts";
import { nss, softHsm, testModules, type TestToken } from "../../../tools/testing/pkcs11-tokens.ts";

const { publicKey, privateKey } = generateKeyPairSync("rsa", { modulusLength: 2048 });
const recipient = recipientOf(publicKey.export({ type: "spki", format: "der" }));

for (const module of testModules) {
  describe.skipIf(module.leftOut)(`keys in ${module.name}`, () => {
    let token: TestToken;
    let backend: Pkcs11Backend;
    beforeAll(async () => {
      token = module.newToken();
      backend = await createPkcs11Backend(token.options);
    });
    afterAll(async () => {
      await backend.close();
      token.remove();
    });

    it("come from outside too, are kept like others, and are the same when they come again", async () => {
      for (const spec of ["Aliyun_AES_256", "Aliyun_AES_128"] as const) {
        const length = spec === "Aliyun_AES_256" ? 32 : 16;
        const material = new Uint8Array(randomBytes(length));
        const versionId = randomUUID();
        const taking = { owner: anOwner, versionId, spec, protectionLevel: "HSM" } as const;
        const take = async () =>
          ({ ...taking, ...(await backend.importer?.importKey(taking, material)) }) as BackendKey;
        const first = await take();
        const all = askToken(token, { name: "attributes" }) as { label: string }[];
        const made = all.filter(({ label }) => label.includes(versionId));
        expect(made).toHaveLength(3);
        for (const object of made) {
          expect(object).toMatchObject({ token: true, private: true, sensitive: true, extractable: false });
          expect(object).not.toMatchObject({ value: "readable" });
        }
        const text = new Uint8Array(randomBytes(100));
        const body = await backend.encrypt(boundTo(first), text);
        const dataKey = await backend.generateDataKey(boundTo(first), 32);
        const opened = await backend.decrypt({ ...boundTo(first), body: dataKey });
        // A body of a text is form, IV, ciphertext and tag: under the material itself.
        const decipher = createDecipheriv(
          `aes-${String(8 * length)}-gcm` as "aes-256-gcm",
          material,
          body.subarray(1, 13),
        );
        const bound = Buffer.concat([body.subarray(0, 1), boundTo(first).binding]);
        decipher.setAAD(bound).setAuthTag(body.subarray(-16));
        expect(Buffer.concat([decipher.update(body.subarray(13, -16)), decipher.final()])).toEqual(
          Buffer.from(text),
        );
        await backend.destroyKey(first);
        const again = await take();
        expect(await backend.decrypt({ ...boundTo(again), body })).toEqual(text);
        expect(await backend.decrypt({ ...boundTo(again), body: dataKey })).toEqual(opened);
        await backend.destroyKey(again);
        const other = { ...taking, ...(await backend.importer?.importKey(taking, new Uint8Array(length))) };
        expect(await failureOf(backend.decrypt({ ...boundTo(other as BackendKey), body: dataKey }))).toMatch(
          /^undecryptable/,
        );
        await backend.destroyKey(other as BackendKey);
      }
    });

    it("are objects of the token, sensitive, never extractable, one for each purpose", async () => {
      const key = await newKey(backend);
      const pair = await newKey(backend, "EC_P256");
      const authenticating = await newKey(backend, "HMAC_SHA_512");
      const all = askToken(token, { name: "attributes" }) as { label: string }[];
      const ids = [key.versionId, pair.versionId, authenticating.versionId];
      const made = all.filter(({ label }) => ids.some((id) => label.includes(id)));
      expect(made.map(({ label }) => label).sort()).toEqual(
        [
          `keyferry/${key.versionId}/encryption`,
          `keyferry/${key.versionId}/mac`,
          `keyferry/${key.versionId}/wrapping`,
          `keyferry/${pair.versionId}/private`,
          `keyferry/${authenticating.versionId}/hmac`,
        ].sort(),
      );
      for (const object of made) {
        expect(object).toMatchObject({ token: true, private: true, sensitive: true, extractable: false });
        expect(object).not.toMatchObject({ value: "readable" });
      }
      await backend.destroyKey(key);
      await backend.destroyKey(pair);
      await backend.destroyKey(authenticating);
      const left = askToken(token, { name: "attributes" }) as { label: string }[];
      expect(left.filter(({ label }) => ids.some((id) => label.includes(id)))).toEqual([]);
    });

    it("that no store knows are listed, and stay", async () => {
      askToken(token, { name: "make a key without a name" });
      const key = await newKey(backend);
      const pair = await newKey(backend, "EC_P256");
      const listed = (await backend.listKeys()).map((entry) => ({
        ...entry,
        roles: [...entry.roles].sort(),
      }));
      expect(listed).toContainEqual({
        owner: key.versionId,
        material: key.material,
        roles: ["encryption", "mac", "wrapping"],
      });
      expect(listed).toContainEqual({
        owner: pair.versionId,
        material: pair.material,
        roles: ["private", "public"],
      });
      await backend.destroyKey(key);
      expect((await backend.listKeys()).map(({ owner }) => owner)).not.toContain(key.versionId);
      expect((await backend.listKeys()).map(({ owner }) => owner)).toContain(pair.versionId);
    });

    it("of one version do not pass for another's, nor for another spec", async () => {
      const one = await newKey(backend);
      const other = await newKey(backend);
      const pair = await newKey(backend, "EC_P256");
      const target = boundTo(one);
      await backend.encrypt(target, randomBytes(8));
      await backend.encrypt(boundTo(other), randomBytes(8));
      const swapped: BackendKey = { ...one, material: other.material };
      expect(await failureOf(backend.encrypt(boundTo(swapped), randomBytes(8)))).toMatch(/^unavailable/);
      expect(await failureOf(backend.keyPairs?.publicKey({ ...pair, spec: "RSA_2048" }))).toMatch(
        /^unavailable: .* is not RSA/,
      );
      expect(
        await failureOf(backend.encrypt(boundTo({ ...pair, spec: "Aliyun_AES_256" }), randomBytes(8))),
      ).toMatch(/^unavailable/);
    });

    it.each([
      ["extractable keys", /is extractable/],
      ["short keys", /has not 32 bytes/],
      // NSS makes every key of a token sensitive, whatever is asked for.
      ...(module === softHsm ? [["readable keys", /is not sensitive/] as const] : []),
    ] as const)("that a module makes as %s are refused, and nothing is left", async (fault, message) => {
      const faulty = await createPkcs11Backend(withFaults(token, fault));
      const before = (await faulty.listKeys()).length;
      expect(await failureOf(newKey(faulty))).toMatch(message);
      expect(await faulty.listKeys()).toHaveLength(before);
      await faulty.close();
    });

    it("work without session copies, where the module makes none", async () => {
      const plain = await createPkcs11Backend(withFaults(token, "no copies"));
      const target = boundTo(await newKey(plain));
      const source = { ...target, body: await plain.generateDataKey(target, 32) };
      expect((await plain.rewrap(source, recipient, "RSAES_OAEP_SHA_1")).exported).toHaveLength(256);
      expect(await plain.inspect()).toMatchObject({ sessionObjects: 0, sessionCopies: 0 });
      await plain.close();
    });

    it.each(["RSA_3072", "RSA_4096"] as const)(
      "%s signs, verifies, encrypts and decrypts",
      async (spec) => {
        const key = await newKey(backend, spec);
        const { signer, asymmetricCipher, keyPairs } = backend;
        const spki = await keyPairs?.publicKey(key);
        if (!signer || !asymmetricCipher || !spki) throw new Error("there are no key pairs");
        const theirs = createPublicKey({ key: Buffer.from(spki), format: "der", type: "spki" });
        const message = Buffer.from("message");
        const digest = new Uint8Array(await crypto.subtle.digest("SHA-256", message));
        const signature = await signer.sign(key, "RSA_PSS_SHA_256", { digest });
        const padding = constants.RSA_PKCS1_PSS_PADDING;
        expect(verify("sha256", message, { key: theirs, padding, saltLength: 32 }, signature)).toBe(true);
        expect(await signer.verify(key, "RSA_PSS_SHA_256", { message }, signature)).toBe(true);
        const oaep = { key: theirs, padding: constants.RSA_PKCS1_OAEP_PADDING, oaepHash: "sha1" };
        const ciphertext = publicEncrypt(oaep, message);
        const decrypted = await asymmetricCipher.decrypt(key, "RSAES_OAEP_SHA_1", ciphertext);
        expect(Buffer.from(decrypted)).toEqual(message);
        await backend.destroyKey(key);
      },
      60_000,
    );

    it("the mechanism that was found to be RFC 5649 is that of others", () => {
      const { keyWrapMechanism, dataKeyLengths } = backend.findings;
      for (const length of [16, 24, 32, 17, 190].filter((each) => each % dataKeyLengths.multipleOf === 0)) {
        const kek = randomBytes(32);
        const key = randomBytes(length);
        const wrapped = Buffer.from(
          askToken(token, {
            name: "wrap a known key",
            mechanism: keyWrapMechanism,
            kek: kek.toString("hex"),
            key: key.toString("hex"),
          }) as string,
          "hex",
        );
        const iv = Buffer.from("a65959a6", "hex");
        const decipher = createDecipheriv("id-aes256-wrap-pad", kek, iv);
        expect(Buffer.concat([decipher.update(wrapped), decipher.final()])).toEqual(key);
        const cipher = createCipheriv("id-aes256-wrap-pad", kek, iv);
        expect(Buffer.concat([cipher.update(key), cipher.final()])).toEqual(wrapped);
      }
    });

    it("re-encrypts between its keys, each form in its own", async () => {
      const from = boundTo(await newKey(backend));
      const to = boundTo(await newKey(backend));
      const data = { ...from, body: await backend.encrypt(from, randomBytes(100)) };
      const dataKey = { ...from, body: await backend.generateDataKey(from, 32) };
      for (const source of [data, dataKey]) {
        const moved = { ...to, body: await backend.reencrypt(source, to) };
        expect(moved.body[0]).toBe(source.body[0]);
        expect(await backend.decrypt(moved)).toEqual(await backend.decrypt(source));
        expect(await failureOf(backend.decrypt({ ...moved, key: from.key, binding: from.binding }))).toMatch(
          /^undecryptable/,
        );
      }
    });

    it("no form passes for the other, and no other form is known", async () => {
      const target = boundTo(await newKey(backend));
      const data = await backend.encrypt(target, randomBytes(32));
      const dataKey = await backend.generateDataKey(target, 32);
      const as = (form: number, body: Uint8Array) => Uint8Array.of(form, ...body.subarray(1));
      const bad = [
        as(2, data),
        as(1, dataKey),
        as(0, data),
        as(3, dataKey),
        Uint8Array.of(1),
        Uint8Array.of(2),
      ];
      for (const body of [...bad, new Uint8Array(0), new Uint8Array(7_000).fill(2)]) {
        expect(await failureOf(backend.decrypt({ ...target, body }))).toMatch(/^undecryptable/);
        expect(await failureOf(backend.reencrypt({ ...target, body }, target))).toMatch(/^undecryptable/);
      }
    });

    it("every byte of a wrapped data key is bound", async () => {
      const target = boundTo(await newKey(backend));
      const body = await backend.generateDataKey(target, 16);
      for (const at of body.keys()) {
        const altered = body.map((byte, i) => (i === at ? byte ^ 0x20 : byte));
        const failure = await failureOf(
          backend.rewrap({ ...target, body: altered }, recipient, "RSAES_OAEP_SHA_1"),
        );
        expect(failure).toMatch(/^undecryptable/);
      }
    });

    it("what Encrypt made is not exported inside", async () => {
      const target = boundTo(await newKey(backend));
      const source = { ...target, body: await backend.encrypt(target, randomBytes(32)) };
      expect(await failureOf(backend.rewrap(source, recipient, "RSAES_OAEP_SHA_1"))).toMatch(
        /^unsupported: the blob was made by Encrypt/,
      );
    });

    it("a data key too long for the padding is refused as such, up to the exact limit", async () => {
      const target = boundTo(await newKey(backend));
      const exportOf = async (length: number) => {
        const source = { ...target, body: await backend.generateDataKey(target, length) };
        return failureOf(backend.rewrap(source, recipient, "RSAES_OAEP_SHA_1"));
      };
      const { multipleOf } = backend.findings.dataKeyLengths;
      const longest = Math.floor(214 / multipleOf) * multipleOf;
      expect(await exportOf(longest)).toBe("no failure");
      expect(await exportOf(longest + multipleOf)).toMatch(/^payload too long/);
      expect(await exportOf(256)).toMatch(/^payload too long/);
    });
  });
}

describe.skipIf(softHsm.leftOut)("what SoftHSM does wrong", () => {
  it("is refused inside, and can be done on the host where that is allowed", async () => {
    const token = softHsm.newToken();
    const backend = await createPkcs11Backend(token.options);
    try {
      const target = boundTo(await newKey(backend));
      expect(await failureOf(backend.generateDataKey(target, 17))).toMatch(
        /^unsupported: this module wraps data keys of 8 to 1024 bytes in steps of 8, not of 17/,
      );
      const source = { ...target, body: await backend.generateDataKey(target, 32) };
      expect(await failureOf(backend.rewrap(source, recipient, "RSAES_OAEP_SHA_256"))).toMatch(
        /^unsupported: this module has no RSAES_OAEP_SHA_256/,
      );
      // What the service does then: it generates, opens and wraps on the host.
      const dataKey = randomBytes(17);
      const onHost = { ...target, body: await backend.encrypt(target, secretBase64(dataKey)) };
      const opened = bytesOfBase64Text(await backend.decrypt(onHost));
      const exported = publicEncrypt(
        { key: publicKey, padding: constants.RSA_PKCS1_OAEP_PADDING, oaepHash: "sha256" },
        opened,
      );
      const pkcs8 = privateKey.export({ type: "pkcs8", format: "der" });
      const { bytes } = await createNodeReceiver().openExportedDataKey(
        parseRecipientPrivateKey(pkcs8, "RSA_2048"),
        exported,
        "RSAES_OAEP_SHA_256",
      );
      expect(Buffer.from(bytes)).toEqual(dataKey);
    } finally {
      await backend.close();
      token.remove();
    }
  });
});

describe.skipIf(nss.leftOut)("what NSS does wrong", () => {
  it("wraps a key that is not extractable; here it is refused", () => {
    const token = nss.newToken();
    try {
      const { n = "", e = "" } = publicKey.export({ format: "jwk" });
      const hex = (text: string) => Buffer.from(text, "base64url").toString("hex");
      const answer = askToken(token, {
        name: "wrap what is not extractable",
        modulus: hex(n),
        exponent: hex(e),
      });
      expect(answer).toEqual({
        byTheModule: expect.stringMatching(/^[0-9a-f]{512}$/) as string,
        byUs: "a key that is not extractable is not wrapped",
      });
    } finally {
      token.remove();
    }
  });
});
