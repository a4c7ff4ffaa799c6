import { createDecipheriv } from "node:crypto";
import type { WrappingAlgorithm } from "@keyferry/crypto";
import {
  createPkcs11Backend,
  createPkcs11Receiver,
  type Pkcs11Backend,
  type Pkcs11Receiver,
} from "@keyferry/crypto-pkcs11";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { boundTo, failureOf, newKey, recipientOf } from "./keys.ts";
import { askToken } from "./raw-token.ts";
import { nss, softHsm, testModules, type TestModule, type TestToken } from "./tokens.ts";

const text = (value: string) => new TextEncoder().encode(value);
const noData = new Uint8Array(0);

/** A sending token and two receiving ones. */
function useTokens(from: TestModule, to: TestModule) {
  const tokens: TestToken[] = [];
  const made: { close(): unknown }[] = [];
  const open = async <T extends { close(): unknown }>(
    module: TestModule,
    create: (options: TestToken["options"]) => Promise<T>,
  ): Promise<T> => {
    const token = module.newToken();
    tokens.push(token);
    const opened = await create(token.options);
    made.push(opened);
    return opened;
  };
  const parties: { sender?: Pkcs11Backend; one?: Pkcs11Receiver; other?: Pkcs11Receiver } = {};
  beforeAll(async () => {
    parties.sender = await open(from, createPkcs11Backend);
    parties.one = await open(to, createPkcs11Receiver);
    parties.other = await open(to, createPkcs11Receiver);
  });
  afterAll(async () => {
    for (const party of made) await party.close();
    for (const token of tokens) token.remove();
  });
  return {
    tokens,
    parties: () => {
      const { sender, one, other } = parties;
      if (!sender || !one || !other) throw new Error("the tokens are not open");
      return { sender, one, other };
    },
  };
}

/** Sends one data key to a new recipient in a receiver's token. */
async function send(
  sender: Pkcs11Backend,
  source: Parameters<Pkcs11Backend["rewrap"]>[0],
  receiver: Pkcs11Receiver,
  algorithm: WrappingAlgorithm,
): Promise<Uint8Array> {
  const recipient = await receiver.createRecipient();
  const { exported, inside } = await sender.rewrap(source, recipientOf(recipient.publicKey), algorithm);
  expect(inside).toBe(true);
  return receiver.receiveDataKey(recipient.reference, exported, algorithm);
}

const ways: readonly (readonly [TestModule, TestModule, WrappingAlgorithm])[] = [
  [softHsm, softHsm, "RSAES_OAEP_SHA_1"],
  [softHsm, nss, "RSAES_OAEP_SHA_1"],
  [nss, softHsm, "RSAES_OAEP_SHA_1"],
  [nss, nss, "RSAES_OAEP_SHA_1"],
  [nss, nss, "RSAES_OAEP_SHA_256"],
];

for (const [from, to, algorithm] of ways) {
  describe.skipIf(from.leftOut || to.leftOut)(`${algorithm} from ${from.name} to ${to.name}`, () => {
    const { tokens, parties } = useTokens(from, to);

    it.each([16, 32])(
      "a data key of %i bytes travels from token to token, and both encrypt the same",
      async (length) => {
        const { sender, one, other } = parties();
        const target = boundTo(await newKey(sender));
        const source = { ...target, body: await sender.generateDataKey(target, length) };
        const arrived = await send(sender, source, one, algorithm);
        const arrivedElsewhere = await send(sender, source, other, algorithm);

        const sealed = await one.encrypt(arrived, text("across"), text("context"));
        expect(await other.decrypt(arrivedElsewhere, sealed, text("context"))).toEqual(text("across"));
        const back = await other.encrypt(arrivedElsewhere, text("and back"), noData);
        expect(await one.decrypt(arrived, back, noData)).toEqual(text("and back"));
        expect(await failureOf(other.decrypt(arrivedElsewhere, sealed, text("other")))).toMatch(
          /^undecryptable/,
        );

        // The service's own plaintext of the data key, in other hands, agrees.
        const dataKey = await sender.decrypt(source);
        const decipher = createDecipheriv(
          length === 32 ? "aes-256-gcm" : "aes-128-gcm",
          dataKey,
          sealed.subarray(0, 12),
        );
        decipher.setAAD(text("context"));
        decipher.setAuthTag(sealed.subarray(-16));
        const opened = Buffer.concat([decipher.update(sealed.subarray(12, -16)), decipher.final()]);
        expect(opened.toString()).toBe("across");
      },
    );

    it("what has arrived is the token's, sensitive and not extractable", () => {
      const received = tokens
        .slice(1)
        .flatMap((token) => askToken(token, { name: "attributes" }) as { label: string }[]);
      expect(received.filter(({ label }) => label.endsWith("/data-key"))).toHaveLength(4);
      for (const key of received) {
        expect(key).toMatchObject({ token: true, private: true, sensitive: true, extractable: false });
        expect(key).toMatchObject({
          value: expect.stringMatching(/CKR_ATTRIBUTE_(SENSITIVE|TYPE_INVALID)/) as string,
        });
      }
    });
  });
}

for (const module of testModules) {
  describe.skipIf(module.leftOut)(`a recipient in ${module.name}`, () => {
    let token: TestToken;
    let receiver: Pkcs11Receiver;
    let sender: Pkcs11Backend;
    beforeAll(async () => {
      token = module.newToken();
      receiver = await createPkcs11Receiver(token.options);
      sender = await createPkcs11Backend(token.options);
    });
    afterAll(async () => {
      await receiver.close();
      await sender.close();
      token.remove();
    });

    const keys = async () =>
      (await sender.listKeys()).filter(({ roles }) => roles.includes("data-key")).length;

    it("keeps nothing of what is no AES key", async () => {
      const target = boundTo(await newKey(sender));
      for (const length of [8, 64]) {
        const source = { ...target, body: await sender.generateDataKey(target, length) };
        const failure = await failureOf(send(sender, source, receiver, "RSAES_OAEP_SHA_1"));
        expect(failure).toMatch(/^(unsupported: what has arrived is no AES key|undecryptable)/);
      }
      expect(await keys()).toBe(0);
    });

    it("refuses what was altered, what is for another recipient, and lengths that no export has", async () => {
      const target = boundTo(await newKey(sender));
      const source = { ...target, body: await sender.generateDataKey(target, 32) };
      const recipient = await receiver.createRecipient();
      const other = await receiver.createRecipient();
      const { exported } = await sender.rewrap(source, recipientOf(recipient.publicKey), "RSAES_OAEP_SHA_1");
      const receive = (reference: Uint8Array, bytes: Uint8Array) =>
        failureOf(receiver.receiveDataKey(reference, bytes, "RSAES_OAEP_SHA_1"));
      const altered = exported.map((byte, i) => (i === 100 ? byte ^ 1 : byte));
      expect(await receive(recipient.reference, altered)).toMatch(/^undecryptable/);
      expect(await receive(other.reference, exported)).toMatch(/^undecryptable/);
      for (const length of [0, 1, 255, 257, 10_000])
        expect(await receive(recipient.reference, new Uint8Array(length))).toMatch(/^undecryptable/);
      expect(await keys()).toBe(0);
      expect(await failureOf(receiver.receiveDataKey(recipient.reference, exported, "SM2PKE"))).toMatch(
        /^unsupported/,
      );
    });

    it("knows what it destroyed no longer", async () => {
      const target = boundTo(await newKey(sender));
      const source = { ...target, body: await sender.generateDataKey(target, 32) };
      const arrived = await send(sender, source, receiver, "RSAES_OAEP_SHA_1");
      await receiver.encrypt(arrived, text("once"), noData);
      await receiver.destroy(arrived);
      expect(await failureOf(receiver.encrypt(arrived, text("twice"), noData))).toMatch(/^unavailable/);
      expect(await keys()).toBe(0);
    });
  });
}
