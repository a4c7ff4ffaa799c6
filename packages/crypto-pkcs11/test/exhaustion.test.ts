import { setTimeout as sleep } from "node:timers/promises";
import { generateKeyPairSync } from "node:crypto";
import { createPkcs11Backend, createPkcs11Receiver, type Pkcs11Backend } from "@keyferry/crypto-pkcs11";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { beginTrouble, endTrouble, withFaults } from "../../../tools/testing/pkcs11-faults.ts";
import { testModules, type TestToken } from "../../../tools/testing/pkcs11-tokens.ts";
import { boundTo, failureOf, newKey, recipientOf } from "./keys.ts";

// Neither module runs out of sessions: SoftHSM opened 400,000 and NSS 800,000 within 40 seconds. So a thin layer over
// pkcs11js answers in their place, as a hardware token does that has a few hundred.

const { publicKey } = generateKeyPairSync("rsa", { modulusLength: 2048 });
const recipient = recipientOf(publicKey.export({ type: "spki", format: "der" }));
const timeLimits = { call: 2_000, backOff: 200 };

/** How a call failed, and that it did so within the limit of a call, and of a new process's start. */
async function promptFailureOf(work: Promise<unknown>): Promise<string> {
  const start = performance.now();
  const failure = await failureOf(work);
  expect(performance.now() - start).toBeLessThan(timeLimits.call + 3_000);
  return failure;
}

/** Asks again until it does not fail: longer than the longest wait between new processes. */
async function recovers(work: () => Promise<unknown>): Promise<boolean> {
  for (let tries = 0; tries < 20; tries += 1) {
    if ((await failureOf(work())) === "no failure") return true;
    await sleep(100);
  }
  return false;
}

for (const module of testModules) {
  describe.skipIf(module.leftOut)(`a token of ${module.name}`, () => {
    let token: TestToken;
    let backend: Pkcs11Backend;
    beforeEach(() => {
      token = module.newToken();
    });
    afterEach(async () => {
      await backend.close();
      token.remove();
    });

    it.each([
      ["in a process that goes on", {}],
      ["in a process that is replaced", { renewal: 0 }],
    ])("that is out of sessions is unavailable, and works when it has some, %s", async (_, renewal) => {
      backend = await createPkcs11Backend({
        ...withFaults(token, "no sessions"),
        timeLimits: { ...timeLimits, ...renewal },
      });
      const key = await newKey(backend);
      const target = boundTo(key);
      const source = { ...target, body: await backend.generateDataKey(target, 32) };
      const altered = { ...source, body: source.body.with(20, 0) };

      beginTrouble(token);
      // A call that fails ends its session, and the next one needs another.
      expect(await failureOf(backend.decrypt(altered))).toMatch(/^undecryptable/);
      const calls: readonly (() => unknown)[] = [
        () => newKey(backend),
        () => newKey(backend, "EC_P256"),
        () => backend.encrypt(target, Uint8Array.of(1)),
        () => backend.generateDataKey(target, 32),
        () => backend.decrypt(source),
        () => backend.rewrap(source, recipient, "RSAES_OAEP_SHA_1"),
        () => backend.listKeys(),
      ];
      for (const call of calls) {
        expect(await promptFailureOf(Promise.resolve(call()))).toBe(
          "unavailable: C_OpenSession answered CKR_SESSION_COUNT",
        );
      }

      endTrouble(token);
      expect(await recovers(async () => backend.decrypt(source))).toBe(true);
      expect((await backend.listKeys()).map(({ owner }) => owner)).toEqual([key.versionId]);
      expect((await backend.rewrap(source, recipient, "RSAES_OAEP_SHA_1")).exported).toHaveLength(256);
    });

    it("that is out of sessions at the start is refused in plain words", async () => {
      backend = await createPkcs11Backend(token.options);
      beginTrouble(token);
      const options = withFaults(token, "no sessions");
      const failure = "unavailable: C_OpenSession answered CKR_SESSION_COUNT";
      expect(await promptFailureOf(createPkcs11Backend(options))).toBe(failure);
      expect(await promptFailureOf(createPkcs11Receiver(options))).toBe(failure);
    });

    it("that has no room for a whole key keeps no half of one, and makes it when there is room", async () => {
      backend = await createPkcs11Backend({ ...withFaults(token, "no room for a third key"), timeLimits });
      beginTrouble(token);
      expect(await promptFailureOf(newKey(backend))).toBe(
        "unavailable: C_GenerateKey answered CKR_DEVICE_MEMORY",
      );
      expect(await backend.listKeys()).toEqual([]);
      endTrouble(token);
      const { versionId } = await newKey(backend);
      const made = (await backend.listKeys()).map(({ owner, roles }) => [owner, ...[...roles].sort()]);
      expect(made).toEqual([[versionId, "encryption", "mac", "wrapping"]]);
    });

    it("whose process dies in the middle of a key gives no reference to it, and keeps nothing of it", async () => {
      backend = await createPkcs11Backend({ ...withFaults(token, "dies at a third key"), timeLimits });
      const key = await newKey(backend);
      beginTrouble(token);
      for (let count = 0; count < 2; count += 1) {
        expect(await promptFailureOf(newKey(backend))).toMatch(/^unavailable: .* ended by SIGKILL/);
      }
      endTrouble(token);
      const other = await newKey(backend);
      const left = (await backend.listKeys()).map(({ owner, roles }) => [owner, ...[...roles].sort()]);
      const whole = [key, other].map(({ versionId }) => [versionId, "encryption", "mac", "wrapping"]);
      expect(left.sort()).toEqual(whole.sort());
    });
  });
}
