import { execFileSync } from "node:child_process";
import { chmodSync, writeFileSync } from "node:fs";
import { setTimeout as sleep } from "node:timers/promises";
import { createPkcs11Backend, type Pkcs11Options } from "@keyferry/crypto-pkcs11";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { logins, withFaults } from "../../../tools/testing/pkcs11-faults.ts";
import { failureOf } from "./keys.ts";
import {
  nss,
  pin,
  softHsm,
  testModules,
  type TestModule,
  type TestToken,
} from "../../../tools/testing/pkcs11-tokens.ts";

const opening = (options: Pkcs11Options) => failureOf(createPkcs11Backend(options));

function useToken(module: TestModule): () => TestToken {
  let token: TestToken | undefined;
  beforeAll(() => {
    token = module.newToken();
  });
  afterAll(() => token?.remove());
  return () => {
    if (token === undefined) throw new Error("there is no token");
    return token;
  };
}

const signing = ["RSA_PSS_SHA_256", "RSA_PKCS1_SHA_256", "ECDSA_SHA_256"];
/** All but the one over SM3, which PKCS #11 has not. */
const symmetric = ["Aliyun_AES_256", "Aliyun_AES_192", "Aliyun_AES_128"] as const;
const macs = ["HMAC_SHA_224", "HMAC_SHA_256", "HMAC_SHA_384", "HMAC_SHA_512"];

for (const module of testModules) {
  describe.skipIf(module.leftOut)(`opening a token of ${module.name}`, () => {
    const token = useToken(module);

    it("takes the PIN from the environment as well", async () => {
      const { options } = token();
      const environment = { ...options.environment, KEYFERRY_TEST_PIN: pin };
      const backend = await createPkcs11Backend({
        ...options,
        environment,
        pin: { environment: "KEYFERRY_TEST_PIN" },
      });
      expect(await backend.random(32)).toHaveLength(32);
      await backend.close();
    });

    it("says where it looked for a PIN that is not there", async () => {
      const { options } = token();
      expect(await opening({ ...options, pin: { environment: "KEYFERRY_NO_PIN" } })).toBe(
        "unavailable: there is no KEYFERRY_NO_PIN in the environment",
      );
      expect(await opening({ ...options, pin: { file: "/nowhere/pin" } })).toBe(
        "unavailable: the PIN's file /nowhere/pin is not there: check the path",
      );
    });

    it("refuses a file that holds more than a PIN", async () => {
      const { options, folder } = token();
      for (const contents of ["", "\n", "one\ntwo\n", "x".repeat(256)]) {
        const file = `${folder}/odd-pin`;
        writeFileSync(file, contents, { mode: 0o600 });
        expect(await opening({ ...options, pin: { file } })).toContain("holds no PIN of 1 to 255 characters");
      }
    });

    it("refuses a PIN that others can read, and waits for no pipe", async () => {
      const { options, folder } = token();
      const file = `${folder}/open-pin`;
      writeFileSync(file, pin, { mode: 0o600 });
      chmodSync(file, 0o644);
      expect(await opening({ ...options, pin: { file } })).toBe(
        `unavailable: the PIN's file ${file} can be read or changed by other users (mode 0644): chmod go= ${file}; ` +
          "if they may have read it, it is no secret any more",
      );
      const pipe = `${folder}/pipe-pin`;
      execFileSync("mkfifo", ["-m", "600", pipe]);
      expect(await opening({ ...options, pin: { file: pipe } })).toBe(
        `unavailable: the PIN's file ${pipe} is a pipe: name a file`,
      );
    });

    it("loads no library that everybody can change, and waits for no pipe", async () => {
      const { options, folder } = token();
      const library = `${folder}/library.so`;
      writeFileSync(library, "");
      chmodSync(library, 0o777);
      expect(await opening({ ...options, module: library })).toContain(
        `unavailable: the PKCS #11 module ${library} can be changed by other users (mode 0777)`,
      );
      const pipe = `${folder}/pipe.so`;
      execFileSync("mkfifo", [pipe]);
      expect(await opening({ ...options, module: pipe })).toBe(
        `unavailable: the PKCS #11 module ${pipe} is a pipe: name a file`,
      );
    });

    it("a wrong PIN is tried once, and told in plain words", async () => {
      const file = `${token().folder}/wrong-pin`;
      writeFileSync(file, "a wrong pin", { mode: 0o600 });
      const before = logins(token());
      const failure = await opening({ ...withFaults(token()), pin: { file } });
      expect(failure).toMatch(
        /^unavailable: token ".+": the PIN is wrong\. Nothing is tried until the PIN's file changes, since retries lock/,
      );
      expect(failure).not.toContain("a wrong pin");
      expect(logins(token()) - before).toBe(1);
    });

    it("a PIN that became wrong is tried once, however often calls come, and so is each one after it", async () => {
      const { folder } = token();
      const file = `${folder}/changing-pin`;
      writeFileSync(file, pin, { mode: 0o600 });
      const backend = await createPkcs11Backend({ ...withFaults(token()), pin: { file } });
      writeFileSync(file, "another pin");
      const { processId } = await backend.inspect();
      const before = logins(token());
      process.kill(Number(processId), "SIGKILL");
      // Whichever call notices the end first.
      await failureOf(backend.random(8));
      for (let count = 0; count < 5; count += 1) {
        expect(await failureOf(backend.random(8))).toMatch(/^unavailable: .*the PIN is wrong/);
      }
      await sleep(500);
      expect(await failureOf(backend.random(8))).toMatch(/the PIN is wrong/);
      expect(logins(token()) - before).toBe(1);
      writeFileSync(file, pin);
      expect(await backend.random(8)).toHaveLength(8);
      expect(logins(token()) - before).toBe(2);
      await backend.close();
    });

    it("a PIN in a variable is not tried again once it was turned down", async () => {
      const variable = { PIN_OF_TESTS: pin };
      const options = withFaults(token());
      const environment = { ...options.environment, ...variable };
      const backend = await createPkcs11Backend({
        ...options,
        environment,
        pin: { environment: "PIN_OF_TESTS" },
      });
      const before = logins(token());
      environment.PIN_OF_TESTS = "another pin";
      process.kill(Number((await backend.inspect()).processId), "SIGKILL");
      await failureOf(backend.random(8));
      for (let count = 0; count < 5; count += 1) {
        expect(await failureOf(backend.random(8))).toMatch(/^unavailable: .*the PIN is wrong/);
      }
      expect(logins(token()) - before).toBe(1);
      await backend.close();
    });

    it.each([
      ["locked", "the PIN is locked", 0],
      ["one try left", "one more wrong PIN would lock it", 0],
      ["locks", "the PIN is locked", 1],
    ])("a token that is %s is left alone", async (fault, message, tries) => {
      const before = logins(token());
      expect(await opening(withFaults(token(), fault))).toContain(message);
      expect(logins(token()) - before).toBe(tries);
    });

    it("names the tokens that are there when the label is wrong", async () => {
      const { options } = token();
      const failure = await opening({ ...options, token: { label: "elsewhere" } });
      expect(failure).toContain(
        'unavailable: the module has no token with the label "elsewhere"; there are: ',
      );
      expect(failure).toContain(JSON.stringify(options.token.label));
    });

    it("takes the slot's number, and refuses a slot with another label", async () => {
      const { options } = token();
      const failure = await opening({ ...options, token: { label: "elsewhere" } });
      const [, slot] = new RegExp(`"${String(options.token.label)}" in slot (\\d+)`).exec(failure) ?? [];
      const backend = await createPkcs11Backend({ ...options, token: { slot: Number(slot) } });
      expect(backend.capabilities[0]?.custody).toBe(`pkcs11:${String(options.token.label)}`);
      await backend.close();
      expect(await opening({ ...options, token: { label: "elsewhere", slot: Number(slot) } })).toContain(
        `with the label "elsewhere" in slot ${String(slot)}`,
      );
    });

    it("says so when the module cannot be loaded", async () => {
      const { options } = token();
      expect(await opening({ ...options, module: "/nowhere/module.so" })).toContain(
        "unavailable: the PKCS #11 module /nowhere/module.so is not there: check the path",
      );
    });

    it("refuses a module that cannot do the minimum, with all that is missing", async () => {
      const failure = await opening(
        withFaults(token(), "no random bytes", "no GCM", "no key wrap", "no HMAC", "no OAEP"),
      );
      expect(failure).toMatch(/^unsupported: .* has not all that is needed: /);
      for (const missing of [
        "C_GenerateRandom",
        "CKM_AES_GCM",
        "RFC 5649",
        "CKM_SHA256_HMAC",
        "CKM_RSA_PKCS_OAEP",
      ]) {
        expect(failure).toContain(missing);
      }
      expect(await opening(withFaults(token(), "no GCM"))).toMatch(/needed: AES-256 in GCM \(CKM_AES_GCM\)$/);
    });

    it.each(["no HMAC-SHA-512", "SHA-384 for SHA-512"])(
      "claims no authentication codes that the module does not make rightly: %s",
      async (fault) => {
        const backend = await createPkcs11Backend(withFaults(token(), fault));
        const right = ["HMAC_SHA_224", "HMAC_SHA_256", "HMAC_SHA_384"];
        expect(backend.capabilities[0]?.macAlgorithms).toEqual(right);
        expect(backend.capabilities[0]?.keySpecs).not.toContain("HMAC_SHA_512");
        await backend.close();
      },
    );

    it("claims to take in no keys but those that the module does", async () => {
      const backend = await createPkcs11Backend(withFaults(token(), "takes in 32 bytes alone"));
      expect(backend.capabilities[0]?.imports.keySpecs).toEqual(["Aliyun_AES_256", "HMAC_SHA_256"]);
      expect(backend.capabilities[0]?.keySpecs).toContain("Aliyun_AES_128");
      await backend.close();
    });

    it("takes no key in under which it wraps otherwise than OpenSSL does, though it unwraps that again", async () => {
      const backend = await createPkcs11Backend(withFaults(token(), "key wrap of its own"));
      const { keySpecs, importedKeySpecs } = backend.findings;
      expect(keySpecs).toContain("Aliyun_AES_256");
      expect(importedKeySpecs).not.toContain("Aliyun_AES_256");
      expect(importedKeySpecs).toContain("HMAC_SHA_256");
      await backend.close();
    });

    it("does without key pairs where the module makes none", async () => {
      const backend = await createPkcs11Backend(withFaults(token(), "no key pairs"));
      expect(backend.capabilities[0]).toMatchObject({
        keySpecs: [...symmetric, ...macs],
        signatureAlgorithms: { digest: [], message: [] },
        encryptionAlgorithms: [],
      });
      await backend.close();
    });
  });
}

describe.skipIf(softHsm.leftOut)("what SoftHSM is found to do", () => {
  const token = useToken(softHsm);

  it("OAEP with SHA-1 alone, whole blocks of data key, the curve of Bitcoin", async () => {
    const backend = await createPkcs11Backend(token().options);
    expect(backend.findings).toMatchObject({ gcmParameters: "with ivBits", keyWrapMechanism: 0x210a });
    expect(backend.capabilities).toEqual([
      {
        custody: "pkcs11:keyferry",
        protectionLevel: "HSM",
        keySpecs: [...symmetric, "RSA_2048", "RSA_3072", "RSA_4096", "EC_P256", "EC_P256K", ...macs],
        signatureAlgorithms: { digest: signing, message: signing },
        encryptionAlgorithms: ["RSAES_OAEP_SHA_1"],
        macAlgorithms: macs,
        wrappingAlgorithms: ["RSAES_OAEP_SHA_1"],
        imports: { keySpecs: [...symmetric, ...macs], algorithms: [] },
        dataKeyLengths: { min: 8, max: 1024, multipleOf: 8 },
      },
    ]);
    await backend.close();
  });
});

describe.skipIf(nss.leftOut)("what NSS is found to do", () => {
  const token = useToken(nss);

  it("both hashes, data keys of every length up to 256 bytes, no curve but P-256", async () => {
    const backend = await createPkcs11Backend(token().options);
    expect(backend.findings).toMatchObject({ gcmParameters: "with ivBits", keyWrapMechanism: 0x210b });
    expect(backend.capabilities).toEqual([
      {
        custody: "pkcs11:NSS Certificate DB",
        protectionLevel: "HSM",
        keySpecs: [...symmetric, "RSA_2048", "RSA_3072", "RSA_4096", "EC_P256", ...macs],
        signatureAlgorithms: { digest: signing, message: signing },
        encryptionAlgorithms: ["RSAES_OAEP_SHA_256", "RSAES_OAEP_SHA_1"],
        macAlgorithms: macs,
        wrappingAlgorithms: ["RSAES_OAEP_SHA_256", "RSAES_OAEP_SHA_1"],
        imports: { keySpecs: [...symmetric, ...macs], algorithms: [] },
        dataKeyLengths: { min: 1, max: 256, multipleOf: 1 },
      },
    ]);
    await backend.close();
  });

  it("claims no hash whose exports others cannot open", async () => {
    const backend = await createPkcs11Backend(withFaults(token(), "SHA-1 for every MGF"));
    expect(backend.capabilities[0]?.wrappingAlgorithms).toEqual(["RSAES_OAEP_SHA_1"]);
    await backend.close();
  });
});
