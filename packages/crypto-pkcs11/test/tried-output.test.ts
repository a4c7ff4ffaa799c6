import { randomBytes } from "node:crypto";
import type { BackendFault, BoundBody, CryptoError } from "@keyferry/crypto";
import { createPkcs11Backend, type Pkcs11Backend } from "@keyferry/crypto-pkcs11";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { beginTrouble, endTrouble, withFaults } from "../../../tools/testing/pkcs11-faults.ts";
import { testModules, type TestToken } from "../../../tools/testing/pkcs11-tokens.ts";
import { boundTo, newKey } from "./keys.ts";

/** What a backend made, each with what tells whether it is right. */
type Made = readonly [what: string, check: () => Promise<boolean>];

/** Everything that a module makes and gives out, in turn. */
async function makers(backend: Pkcs11Backend): Promise<readonly (() => Promise<Made>)[]> {
  const key = await newKey(backend);
  const pair = await newKey(backend, "RSA_2048");
  const curve = await newKey(backend, "EC_P256");
  const authenticating = await newKey(backend, "HMAC_SHA_256");
  const target = boundTo(key);
  const text = randomBytes(100);
  const digest = randomBytes(32);
  const source = { ...target, body: await backend.generateDataKey(target, 32) };
  const sourceText = { ...target, body: await backend.encrypt(target, text) };
  const { signer, mac } = backend;
  if (signer === undefined || mac === undefined) throw new Error("a module that signs was expected");
  const holds = async (made: BoundBody, expected?: Uint8Array) => {
    const opened = await backend.decrypt(made);
    return expected === undefined ? opened.length === 44 : Buffer.compare(opened, expected) === 0;
  };
  const signing =
    (signed: typeof pair, algorithm: "RSA_PSS_SHA_256" | "RSA_PKCS1_SHA_256" | "ECDSA_SHA_256") =>
    async (): Promise<Made> => {
      const signature = await signer.sign(signed, algorithm, { digest });
      return [algorithm, async () => signer.verify(signed, algorithm, { digest }, signature)];
    };
  return [
    async () => {
      const made = { ...target, body: await backend.encrypt(target, text) };
      return ["a text", () => holds(made, text)];
    },
    async () => {
      const made = { ...target, body: await backend.generateDataKey(target, 32) };
      return ["a data key", () => holds(made)];
    },
    async () => {
      const made = { ...target, body: await backend.reencrypt(source, target) };
      return ["a data key under another key", async () => holds(made, await backend.decrypt(source))];
    },
    async () => {
      const made = { ...target, body: await backend.reencrypt(sourceText, target) };
      return ["a text under another key", () => holds(made, text)];
    },
    signing(pair, "RSA_PSS_SHA_256"),
    signing(pair, "RSA_PKCS1_SHA_256"),
    signing(curve, "ECDSA_SHA_256"),
    async () => {
      const code = await mac.generate(authenticating, "HMAC_SHA_256", text);
      return ["a code", async () => mac.verify(authenticating, "HMAC_SHA_256", text, code)];
    },
  ];
}

for (const module of testModules) {
  describe.skipIf(module.leftOut)(`what leaves ${module.name}`, () => {
    let token: TestToken;
    let backend: Pkcs11Backend | undefined;
    beforeEach(() => {
      token = module.newToken();
    });
    afterEach(async () => {
      await backend?.close();
      token.remove();
    });

    const withTurnedBits = async (options: { readonly verifyOutput?: boolean }, rounds: number) => {
      const faults: BackendFault[] = [];
      const onFault = (fault: BackendFault) => void faults.push(fault);
      backend = await createPkcs11Backend({ ...withFaults(token, "turns bits"), onFault, ...options });
      const make = await makers(backend);
      const made: Made[] = [];
      const failures: unknown[] = [];
      beginTrouble(token);
      for (let round = 0; round < rounds; round++) {
        for (const each of make) {
          try {
            made.push(await each());
          } catch (error) {
            failures.push(error);
            // The next process of the module looks at it, which a turned bit would disturb.
            endTrouble(token);
            await backend.ping();
            beginTrouble(token);
          }
        }
      }
      endTrouble(token);
      const wrong: string[] = [];
      for (const [what, check] of made) {
        const right = await check().catch(() => false);
        if (!right) wrong.push(what);
      }
      return { wrong, failures, faults, made };
    };

    it("has no bit turned: the call fails, and the next process of the module is looked at anew", async () => {
      const { wrong, failures, faults, made } = await withTurnedBits({}, 4);
      expect(wrong).toEqual([]);
      expect(made.length).toBeGreaterThan(0);
      // The code of what comes in is made in the module, too: a bit turned there refuses a sound ciphertext.
      const reasons = failures.map((failure) => (failure as CryptoError).reason);
      expect(reasons.filter((reason) => reason !== "faulty" && reason !== "undecryptable")).toEqual([]);
      const held = reasons.filter((reason) => reason === "faulty");
      expect(held.length).toBeGreaterThan(2);
      expect(faults).toHaveLength(held.length);
      for (const fault of faults) expect(fault).toMatchObject({ backend: "pkcs11", kind: "output" });
    }, 60_000);

    it("is nothing any more once the module does not do what it did, after an output that was wrong", async () => {
      const faults: BackendFault[] = [];
      const onFault = (fault: BackendFault) => void faults.push(fault);
      const opened = await createPkcs11Backend({
        ...withFaults(token, "turns bits", "loses HMAC-SHA-512"),
        onFault,
      });
      backend = opened;
      const target = boundTo(await newKey(opened));
      beginTrouble(token);
      const reasons: unknown[] = [];
      for (let count = 0; count < 12; count++) {
        const outcome = await Promise.resolve(opened.encrypt(target, randomBytes(16))).then(
          () => "made",
          (error: unknown) => (error as CryptoError).reason,
        );
        reasons.push(outcome);
      }
      endTrouble(token);
      const first = reasons.indexOf("faulty");
      expect(first).toBeGreaterThan(-1);
      expect(new Set(reasons.slice(first))).toEqual(new Set(["faulty"]));
      expect(faults.map(({ kind }) => kind)).toEqual(["output", "known answer"]);
      await expect(opened.ping()).rejects.toThrow("the PKCS #11 backend is closed");
    });

    it("is not tried where that is left out", async () => {
      const { wrong, failures } = await withTurnedBits({ verifyOutput: false }, 4);
      expect(wrong.length).toBeGreaterThan(0);
      expect(failures).toEqual([]);
    }, 60_000);
  });
}
