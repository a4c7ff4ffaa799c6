/**
 * Loaded into a helper process before anything else: pkcs11js with faults that real modules have, or might have.
 * KEYFERRY_TEST_FAULTS names them; KEYFERRY_TEST_LOGINS is a file that gets a line for each C_Login; some faults
 * come and go with the file KEYFERRY_TEST_TROUBLE.
 */
import { appendFileSync, existsSync } from "node:fs";
import { createRequire } from "node:module";
import type { Handle, Mechanism, PKCS11, Template } from "pkcs11js";

const pkcs11 = createRequire(import.meta.url)("pkcs11js") as typeof import("pkcs11js");
type FunctionName = Extract<keyof PKCS11, `C_${string}`>;

const faults = new Set((process.env["KEYFERRY_TEST_FAULTS"] ?? "").split(","));
const logins = process.env["KEYFERRY_TEST_LOGINS"];
const trouble = process.env["KEYFERRY_TEST_TROUBLE"];
/** What a helper with the fault "keeps data keys" keeps. */
const kept: Buffer[] = [];

function answers(name: string, code: number): never {
  throw new Error(`${name}:${String(code)}`);
}

/** Has a function of the module go through `change` first. */
function before(module: PKCS11, name: FunctionName, change: (args: readonly unknown[]) => void): void {
  const original = Reflect.get(module, name) as (...args: unknown[]) => unknown;
  Reflect.set(module, name, (...args: unknown[]) => {
    change(args);
    return original.apply(module, args);
  });
}

/** Has what a function of the module answers looked at by `look`. */
function after(
  module: PKCS11,
  name: FunctionName,
  look: (answer: unknown, args: readonly unknown[]) => void,
): void {
  const original = Reflect.get(module, name) as (...args: unknown[]) => unknown;
  Reflect.set(module, name, (...args: unknown[]) => {
    const answer = original.apply(module, args);
    look(answer, args);
    return answer;
  });
}

const mechanismOf = (args: readonly unknown[]): Mechanism => args[1] as Mechanism;
const templateOf = (args: readonly unknown[]): Template => args[2] as Template;

const setting = (template: Template, type: number, value: boolean | number): void => {
  for (const attribute of template) if (attribute.type === type) attribute.value = value;
};

/** Only data keys are sensitive and extractable. */
function isDataKey(template: Template): boolean {
  return [pkcs11.CKA_SENSITIVE, pkcs11.CKA_EXTRACTABLE].every((type) =>
    template.some((attribute) => attribute.type === type && attribute.value === true),
  );
}

/** Of the three keys that are one of the service, the one that is made last. */
function isThirdKey(template: Template): boolean {
  return template.some(({ type, value }) => type === pkcs11.CKA_LABEL && String(value).endsWith("/mac"));
}

function makeFaulty(module: PKCS11): void {
  const lacking = (fault: string, name: FunctionName, mechanisms: readonly number[]) => {
    if (!faults.has(fault)) return;
    before(module, name, (args) => {
      if (mechanisms.includes(mechanismOf(args).mechanism)) answers("CKR_MECHANISM_INVALID", 0x70);
    });
  };
  lacking("no GCM", "C_EncryptInit", [pkcs11.CKM_AES_GCM]);
  lacking("no key wrap", "C_WrapKey", [pkcs11.CKM_AES_KEY_WRAP_PAD, 0x210b]);
  lacking("no HMAC", "C_SignInit", [pkcs11.CKM_SHA256_HMAC]);
  lacking("no HMAC-SHA-512", "C_SignInit", [pkcs11.CKM_SHA512_HMAC]);
  lacking("no OAEP", "C_WrapKey", [pkcs11.CKM_RSA_PKCS_OAEP]);
  lacking("no key pairs", "C_GenerateKeyPair", [
    pkcs11.CKM_RSA_PKCS_KEY_PAIR_GEN,
    pkcs11.CKM_EC_KEY_PAIR_GEN,
  ]);
  if (faults.has("no random bytes")) {
    before(module, "C_GenerateRandom", () => answers("CKR_RANDOM_NO_RNG", 0x121));
  }
  if (faults.has("takes in 32 bytes alone")) {
    before(module, "C_CreateObject", (args) => {
      const value = (args[1] as Template).find(({ type }) => type === pkcs11.CKA_VALUE)?.value;
      if (Buffer.isBuffer(value) && value.length !== 32) answers("CKR_ATTRIBUTE_VALUE_INVALID", 0x13);
    });
  }
  if (faults.has("no copies")) {
    before(module, "C_CopyObject", () => answers("CKR_FUNCTION_NOT_SUPPORTED", 0x54));
  }
  if (faults.has("extractable keys")) {
    before(module, "C_GenerateKey", (args) => {
      setting(templateOf(args), pkcs11.CKA_EXTRACTABLE, true);
    });
  }
  if (faults.has("readable keys")) {
    before(module, "C_GenerateKey", (args) => {
      setting(templateOf(args), pkcs11.CKA_SENSITIVE, false);
    });
  }
  if (faults.has("short keys")) {
    before(module, "C_GenerateKey", (args) => {
      if (mechanismOf(args).mechanism === pkcs11.CKM_AES_KEY_GEN) {
        setting(templateOf(args), pkcs11.CKA_VALUE_LEN, 16);
      }
    });
  }
  if (faults.has("SHA-1 for every MGF")) {
    before(module, "C_WrapKey", (args) => {
      const { parameter } = mechanismOf(args);
      if (typeof parameter === "object" && "mgf" in parameter) parameter.mgf = pkcs11.CKG_MGF1_SHA1;
    });
  }
  if (faults.has("SHA-384 for SHA-512")) {
    before(module, "C_SignInit", (args) => {
      const mechanism = mechanismOf(args);
      if (mechanism.mechanism === pkcs11.CKM_SHA512_HMAC) mechanism.mechanism = pkcs11.CKM_SHA384_HMAC;
    });
  }
  if (faults.has("key wrap of its own")) {
    const isKeyWrap = (args: readonly unknown[]) =>
      [pkcs11.CKM_AES_KEY_WRAP_PAD, 0x210b].includes(mechanismOf(args).mechanism);
    const turnLastBit = (bytes: Buffer) =>
      bytes.writeUInt8(bytes.readUInt8(bytes.length - 1) ^ 1, bytes.length - 1);
    after(module, "C_WrapKey", (answer, args) => {
      if (isKeyWrap(args)) turnLastBit(answer as Buffer);
    });
    before(module, "C_UnwrapKey", (args) => {
      if (isKeyWrap(args)) turnLastBit(args[3] as Buffer);
    });
  }
  const hang = () => void Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0);
  if (faults.has("hangs in generateDataKey")) {
    before(module, "C_GenerateKey", (args) => {
      if (isDataKey(templateOf(args))) hang();
    });
  }
  if (faults.has("dies in generateDataKey")) {
    before(module, "C_GenerateKey", (args) => {
      if (isDataKey(templateOf(args))) process.kill(process.pid, "SIGSEGV");
    });
  }
  if (faults.has("keeps data keys")) {
    before(module, "C_UnwrapKey", (args) => {
      setting(args[4] as Template, pkcs11.CKA_SENSITIVE, false);
    });
    after(module, "C_UnwrapKey", (key, [session]) => {
      const [attribute] = module.C_GetAttributeValue(session as Handle, key as Handle, [
        { type: pkcs11.CKA_VALUE },
      ]);
      if (attribute !== undefined) kept.push(attribute.value);
    });
  }
  const inTrouble = (fault: string, name: FunctionName, change: (args: readonly unknown[]) => void) => {
    if (!faults.has(fault)) return;
    before(module, name, (args) => {
      if (trouble !== undefined && existsSync(trouble)) change(args);
    });
  };
  inTrouble("hangs at login", "C_Login", hang);
  inTrouble("no sessions", "C_OpenSession", () => answers("CKR_SESSION_COUNT", 0xb1));
  inTrouble("loses HMAC-SHA-512", "C_SignInit", (args) => {
    if (mechanismOf(args).mechanism === pkcs11.CKM_SHA512_HMAC) answers("CKR_MECHANISM_INVALID", 0x70);
  });
  inTrouble("no room for a third key", "C_GenerateKey", (args) => {
    if (isThirdKey(templateOf(args))) answers("CKR_DEVICE_MEMORY", 0x31);
  });
  inTrouble("dies at a third key", "C_GenerateKey", (args) => {
    if (isThirdKey(templateOf(args))) process.kill(process.pid, "SIGKILL");
  });
  turnBits(module);
  if (faults.has("locked")) answerFlag(module, pkcs11.CKF_USER_PIN_LOCKED);
  if (faults.has("one try left")) answerFlag(module, pkcs11.CKF_USER_PIN_FINAL_TRY);
  if (faults.has("locks")) before(module, "C_Login", () => answers("CKR_PIN_LOCKED", 0xa4));
  if (logins !== undefined) {
    before(module, "C_Login", () => {
      appendFileSync(logins, "C_Login\n");
    });
  }
}

/** In trouble, turns a bit of every seventh answer that leaves the module, an other one each time. */
function turnBits(module: PKCS11): void {
  if (!faults.has("turns bits")) return;
  let answers = 0;
  for (const name of ["C_Encrypt", "C_WrapKey", "C_Sign"] as const) {
    after(module, name, (answer) => {
      if (trouble === undefined || !existsSync(trouble) || ++answers % 7 > 0) return;
      const bytes = answer as Buffer;
      const bit = (answers * 2_654_435) % (8 * bytes.length);
      bytes[bit >> 3] = (bytes[bit >> 3] ?? 0) ^ (1 << (bit & 7));
    });
  }
}

function answerFlag(module: PKCS11, flag: number): void {
  const original = module.C_GetTokenInfo.bind(module);
  Reflect.set(module, "C_GetTokenInfo", (slot: Handle) => {
    const info = original(slot);
    return { ...info, flags: info.flags | flag };
  });
}

class FaultyPkcs11 extends pkcs11.PKCS11 {
  constructor() {
    super();
    makeFaulty(this);
  }
}

Object.assign(pkcs11, { PKCS11: FaultyPkcs11 });
