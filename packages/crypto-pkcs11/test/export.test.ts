import { createDecipheriv } from "node:crypto";
import type { WrappingAlgorithm } from "@keyferry/algorithms";
import { bytesOfBase64Text, type TokenReceiver } from "@keyferry/crypto";
import { createPkcs11Backend, createPkcs11Receiver, type Pkcs11Backend } from "@keyferry/crypto-pkcs11";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { boundTo, failureOf, newKey, recipientOf } from "./keys.ts";
import { askToken } from "./raw-token.ts";
import {
  nss,
  softHsm,
  testModules,
  type TestModule,
  type TestToken,
} from "../../../tools/testing/pkcs11-tokens.ts";

const text = (value: string) => new TextEncoder().encode(value);
const noData = new Uint8Array(0);

/** What one module plays in these tests: a sender, and two receivers with a token each. */
interface Parties {
  readonly sender: Pkcs11Backend;
  readonly one: TokenReceiver;
  readonly other: TokenReceiver;
  readonly receivingTokens: readonly TestToken[];
}

/** Opens the tokens of the modules once for all tests. */
function useParties(): (module: TestModule) => Parties {
  const parties = new Map<TestModule, Parties>();
  const endings: (() => unknown)[] = [];
  beforeAll(async () => {
    for (const module of testModules.filter(({ leftOut }) => !leftOut)) {
      const tokens = [module.newToken(), module.newToken(), module.newToken()] as const;
      const sender = await createPkcs11Backend(tokens[0].options);
      const one = await createPkcs11Receiver(tokens[1].options);
      const other = await createPkcs11Receiver(tokens[2].options);
      parties.set(module, { sender, one, other, receivingTokens: tokens.slice(1) });
      endings.push(...[sender, one, other].map((party) => () => party.close()));
      for (const token of tokens) {
        endings.push(() => {
          token.remove();
        });
      }
    }
  });
  afterAll(async () => {
    for (const end of endings) await end();
  });
  return (module) => {
    const found = parties.get(module);
    if (found === undefined) throw new Error(`the tokens of ${module.name} are not open`);
    return found;
  };
}

const partiesOf = useParties();

/** Sends one data key to a new recipient in a receiver's token. */
async function send(
  sender: Pkcs11Backend,
  source: Parameters<Pkcs11Backend["rewrap"]>[0],
  receiver: TokenReceiver,
  algorithm: WrappingAlgorithm,
): Promise<Uint8Array> {
  const recipient = await receiver.generateRecipientKeyPair("RSA_2048");
  const { exported, inside } = await sender.rewrap(source, recipientOf(recipient.publicKey), algorithm);
  expect(inside).toBe(true);
  const { handle } = await receiver.openExportedDataKey(recipient.privateKey, exported, algorithm);
  return handle;
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
    it.each([16, 32])(
      "a data key of %i bytes travels from token to token, and both encrypt the same",
      async (length) => {
        const { sender } = partiesOf(from);
        const { one, other } = partiesOf(to);
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
        const dataKey = bytesOfBase64Text(await sender.decrypt(source));
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
  });
}

for (const module of testModules) {
  describe.skipIf(module.leftOut)(`a recipient in ${module.name}`, () => {
    const arrivedKeys = () =>
      partiesOf(module)
        .receivingTokens.flatMap((token) => askToken(token, { name: "attributes" }) as { label: string }[])
        .filter(({ label }) => label.endsWith("/data-key"));

    it("keeps what has arrived in the token, sensitive and not extractable", async () => {
      const { sender, one } = partiesOf(module);
      const target = boundTo(await newKey(sender));
      const source = { ...target, body: await sender.generateDataKey(target, 32) };
      await send(sender, source, one, "RSAES_OAEP_SHA_1");
      const arrived = arrivedKeys();
      expect(arrived.length).toBeGreaterThan(0);
      for (const key of arrived) {
        expect(key).toMatchObject({ token: true, private: true, sensitive: true, extractable: false });
        expect(key).toMatchObject({ value: expect.stringContaining("CKR_ATTRIBUTE_SENSITIVE") as string });
      }
    });

    it("keeps nothing of what is no AES key", async () => {
      const { sender, one } = partiesOf(module);
      const before = arrivedKeys().length;
      const target = boundTo(await newKey(sender));
      for (const length of [8, 64]) {
        const source = { ...target, body: await sender.generateDataKey(target, length) };
        const failure = await failureOf(send(sender, source, one, "RSAES_OAEP_SHA_1"));
        expect(failure).toMatch(/^(unsupported: what has arrived is no AES key|undecryptable)/);
      }
      expect(arrivedKeys()).toHaveLength(before);
    });

    it("refuses what was altered, what is for another recipient, and lengths that no export has", async () => {
      const { sender, one: receiver } = partiesOf(module);
      const before = arrivedKeys().length;
      const target = boundTo(await newKey(sender));
      const source = { ...target, body: await sender.generateDataKey(target, 32) };
      const recipient = await receiver.generateRecipientKeyPair("RSA_2048");
      const other = await receiver.generateRecipientKeyPair("RSA_2048");
      const { exported } = await sender.rewrap(source, recipientOf(recipient.publicKey), "RSAES_OAEP_SHA_1");
      const receive = (reference: Uint8Array, bytes: Uint8Array) =>
        failureOf(receiver.openExportedDataKey(reference, bytes, "RSAES_OAEP_SHA_1"));
      const altered = exported.map((byte, i) => (i === 100 ? byte ^ 1 : byte));
      expect(await receive(recipient.privateKey, altered)).toMatch(/^undecryptable/);
      expect(await receive(other.privateKey, exported)).toMatch(/^undecryptable/);
      for (const length of [0, 1, 255, 257, 10_000]) {
        expect(await receive(recipient.privateKey, new Uint8Array(length))).toMatch(/^undecryptable/);
      }
      expect(arrivedKeys()).toHaveLength(before);
      expect(await failureOf(receiver.openExportedDataKey(recipient.privateKey, exported, "SM2PKE"))).toMatch(
        /^unsupported/,
      );
    });

    it("knows what it destroyed no longer", async () => {
      const { sender, one: receiver } = partiesOf(module);
      const before = arrivedKeys().length;
      const target = boundTo(await newKey(sender));
      const source = { ...target, body: await sender.generateDataKey(target, 32) };
      const arrived = await send(sender, source, receiver, "RSAES_OAEP_SHA_1");
      await receiver.encrypt(arrived, text("once"), noData);
      await receiver.destroy(arrived);
      expect(await failureOf(receiver.encrypt(arrived, text("twice"), noData))).toMatch(/^unavailable/);
      expect(arrivedKeys()).toHaveLength(before);
    });
  });
}
