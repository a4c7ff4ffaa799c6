import { generateKeyPairSync, randomBytes } from "node:crypto";
import type { BackendKey } from "@keyferry/crypto";
import { createPkcs11Backend, type Pkcs11Backend } from "@keyferry/crypto-pkcs11";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { boundTo, failureOf, newKey, recipientOf } from "./keys.ts";
import { testModules, type TestToken } from "../../../tools/testing/pkcs11-tokens.ts";

const { publicKey } = generateKeyPairSync("rsa", { modulusLength: 2048 });
const recipient = recipientOf(publicKey.export({ type: "spki", format: "der" }));
const toOne = { recipient, algorithm: "RSAES_OAEP_SHA_1" } as const;

/** Every call of a backend that works with a symmetric key or a pair, those that fail included. */
async function everyCall(backend: Pkcs11Backend, after: () => Promise<void>): Promise<void> {
  const key = await newKey(backend);
  await after();
  const pair = await newKey(backend, "RSA_2048");
  await after();
  const authenticating = await newKey(backend, "HMAC_SHA_256");
  await after();
  const target = boundTo(key);
  const data = { ...target, body: await backend.encrypt(target, randomBytes(100)) };
  await after();
  const dataKey = { ...target, body: await backend.generateDataKey(target, 32) };
  await after();
  const long = { ...target, body: await backend.generateDataKey(target, 256) };
  const altered = (source: typeof data) => ({
    ...source,
    body: source.body.map((byte, i) => (i === 20 ? byte ^ 1 : byte)),
  });
  const digest = randomBytes(32);
  const { signer, asymmetricCipher, keyPairs, mac } = backend;
  const calls: readonly (() => unknown)[] = [
    () => backend.decrypt(data),
    () => backend.decrypt(altered(data)),
    () => backend.decrypt(dataKey),
    () => backend.decrypt(altered(dataKey)),
    () => backend.rewrap(dataKey, recipient, "RSAES_OAEP_SHA_1"),
    () => backend.rewrap(altered(dataKey), recipient, "RSAES_OAEP_SHA_1"),
    () => backend.rewrap(long, recipient, "RSAES_OAEP_SHA_1"),
    () => backend.rewrap(data, recipient, "RSAES_OAEP_SHA_1"),
    () => backend.rewrapForEach(dataKey, [toOne, toOne, { ...toOne, algorithm: "SM2PKE" }]),
    () => backend.rewrapForEach(long, [toOne, toOne]),
    () => backend.rewrapForEach(altered(dataKey), [toOne]),
    () => backend.reencrypt(data, target),
    () => backend.reencrypt(dataKey, target),
    () => backend.reencrypt(altered(dataKey), target),
    () => backend.encrypt(boundTo({ ...key, material: pair.material }), digest),
    () => keyPairs?.publicKey(pair),
    () => signer?.sign(pair, "RSA_PSS_SHA_256", { digest }),
    () => signer?.verify(pair, "RSA_PSS_SHA_256", { digest }, randomBytes(256)),
    () => asymmetricCipher?.encrypt(pair, "RSAES_OAEP_SHA_1", digest),
    () => asymmetricCipher?.decrypt(pair, "RSAES_OAEP_SHA_1", randomBytes(256)),
    () => mac?.generate(authenticating, "HMAC_SHA_256", digest),
    () => mac?.verify(authenticating, "HMAC_SHA_256", digest, randomBytes(32)),
    () => mac?.generate({ ...authenticating, spec: "HMAC_SHA_384" }, "HMAC_SHA_384", digest),
    () => backend.random(16),
    () => backend.listKeys(),
    () => backend.destroyKey(pair),
    () => backend.destroyKey(authenticating),
  ];
  for (const call of calls) {
    await failureOf(call());
    await after();
  }
}

for (const module of testModules) {
  describe.skipIf(module.leftOut)(`session objects in ${module.name}`, () => {
    let token: TestToken;
    beforeAll(() => {
      token = module.newToken();
    });
    afterAll(() => {
      token.remove();
    });

    it("none is left after any call, with or without success", async () => {
      const backend = await createPkcs11Backend({ ...token.options, sessionCopies: 0 });
      await everyCall(backend, async () => {
        expect(await backend.inspect()).toMatchObject({ sessionObjects: 0, sessionCopies: 0 });
      });
      await backend.close();
    });

    it("none is left but the copies of keys, which are bounded", async () => {
      const backend = await createPkcs11Backend({ ...token.options, sessionCopies: 4 });
      await everyCall(backend, async () => {
        const { sessionObjects, sessionCopies } = await backend.inspect();
        expect(sessionObjects).toBe(sessionCopies);
        expect(sessionCopies).toBeLessThanOrEqual(4);
      });
      const keys: BackendKey[] = [];
      for (let count = 0; count < 4; count += 1) keys.push(await newKey(backend));
      for (const key of [...keys, ...keys]) {
        const target = boundTo(key);
        const body = await backend.generateDataKey(target, 32);
        expect(await backend.decrypt({ ...target, body })).toHaveLength(44);
      }
      expect(await backend.inspect()).toMatchObject({ sessionObjects: 4, sessionCopies: 4 });
      for (const key of keys) await backend.destroyKey(key);
      expect(await backend.inspect()).toMatchObject({ sessionObjects: 0, sessionCopies: 0 });
      await backend.close();
    });

    it("the copies of three keys' worth of use stay whole under a bound of one", async () => {
      const backend = await createPkcs11Backend({ ...token.options, sessionCopies: 1 });
      const from = boundTo(await newKey(backend));
      const to = boundTo(await newKey(backend));
      const source = { ...from, body: await backend.generateDataKey(from, 32) };
      const moved = { ...to, body: await backend.reencrypt(source, to) };
      expect(await backend.decrypt(moved)).toEqual(await backend.decrypt(source));
      expect(await backend.inspect()).toMatchObject({ sessionObjects: 1, sessionCopies: 1 });
      await backend.close();
    });
  });
}
