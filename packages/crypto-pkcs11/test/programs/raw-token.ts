/**
 * A program apart from the helper process that looks at a token with its own eyes. Reads {settings, question} as JSON
 * from standard input and writes its answer as JSON.
 */
import { readFileSync } from "node:fs";
import pkcs11 from "pkcs11js";
import type { Handle } from "pkcs11js";
import type { ModuleSettings } from "../../src/calls.ts";
import { oaep, plain } from "../../src/module/session/mechanisms.ts";
import type { Session } from "../../src/module/session/session.ts";
import { openToken } from "../../src/module/session/token.ts";
import { wrapKey } from "../../src/module/keys/wrap-key.ts";

interface Input {
  readonly settings: ModuleSettings;
  readonly question: Question;
}

/** What can be asked. Bytes are hexadecimal. */
export type Question =
  | { readonly name: "attributes" }
  | { readonly name: "make a key without a name" }
  | { readonly name: "wrap what is not extractable"; readonly modulus: string; readonly exponent: string }
  | {
      readonly name: "wrap a known key";
      readonly mechanism: number;
      readonly kek: string;
      readonly key: string;
    };

const { settings, question } = JSON.parse(readFileSync(0, "utf8")) as Input;

const flags = {
  token: pkcs11.CKA_TOKEN,
  private: pkcs11.CKA_PRIVATE,
  sensitive: pkcs11.CKA_SENSITIVE,
  extractable: pkcs11.CKA_EXTRACTABLE,
} as const;

function attributesOf(session: Session, object: Handle): unknown {
  const isTrue = (attribute: number) => session.read(object, attribute)[0] === 1;
  let value = "readable";
  try {
    session.read(object, pkcs11.CKA_VALUE);
  } catch (error) {
    value = error instanceof Error ? error.message : "unreadable";
  }
  return {
    label: session.read(object, pkcs11.CKA_LABEL).toString(),
    ...Object.fromEntries(Object.entries(flags).map(([name, attribute]) => [name, isTrue(attribute)])),
    value,
  };
}

function attributes(session: Session): unknown {
  return [pkcs11.CKO_SECRET_KEY, pkcs11.CKO_PRIVATE_KEY].flatMap((objectClass) =>
    session.find([[pkcs11.CKA_CLASS, objectClass]]).map((object) => attributesOf(session, object)),
  );
}

const publicKey = (session: Session, modulus: string, exponent: string): Handle =>
  session.createObject([
    [pkcs11.CKA_CLASS, pkcs11.CKO_PUBLIC_KEY],
    [pkcs11.CKA_KEY_TYPE, pkcs11.CKK_RSA],
    [pkcs11.CKA_TOKEN, false],
    [pkcs11.CKA_WRAP, true],
    [pkcs11.CKA_MODULUS, Buffer.from(modulus, "hex")],
    [pkcs11.CKA_PUBLIC_EXPONENT, Buffer.from(exponent, "hex")],
  ]);

function wrapWhatIsNotExtractable(session: Session, modulus: string, exponent: string): unknown {
  const wrappingKey = publicKey(session, modulus, exponent);
  const key = session.generateKey(plain(pkcs11.CKM_AES_KEY_GEN), [
    [pkcs11.CKA_CLASS, pkcs11.CKO_SECRET_KEY],
    [pkcs11.CKA_KEY_TYPE, pkcs11.CKK_AES],
    [pkcs11.CKA_VALUE_LEN, 32],
    [pkcs11.CKA_TOKEN, false],
    [pkcs11.CKA_SENSITIVE, true],
    [pkcs11.CKA_EXTRACTABLE, false],
  ]);
  const attempt = (work: () => Buffer): string => {
    try {
      return work().toString("hex");
    } catch (error) {
      return error instanceof Error ? error.message : "refused";
    }
  };
  return {
    byTheModule: attempt(() => session.wrap(oaep("sha1"), wrappingKey, key)),
    byUs: attempt(() => wrapKey(session, oaep("sha1"), wrappingKey, key)),
  };
}

function wrapAKnownKey(session: Session, mechanism: number, kek: string, key: string): unknown {
  const secret = (keyType: number, value: string, purpose: number) =>
    session.createObject([
      [pkcs11.CKA_CLASS, pkcs11.CKO_SECRET_KEY],
      [pkcs11.CKA_KEY_TYPE, keyType],
      [pkcs11.CKA_TOKEN, false],
      [pkcs11.CKA_SENSITIVE, false],
      [purpose, true],
      [pkcs11.CKA_VALUE, Buffer.from(value, "hex")],
    ]);
  const wrappingKey = secret(pkcs11.CKK_AES, kek, pkcs11.CKA_WRAP);
  const wrapped = secret(pkcs11.CKK_GENERIC_SECRET, key, pkcs11.CKA_EXTRACTABLE);
  return session.wrap(plain(mechanism), wrappingKey, wrapped).toString("hex");
}

function answer(session: Session): unknown {
  switch (question.name) {
    case "attributes":
      return attributes(session);
    case "make a key without a name":
      session.generateKey(plain(pkcs11.CKM_AES_KEY_GEN), [
        [pkcs11.CKA_CLASS, pkcs11.CKO_SECRET_KEY],
        [pkcs11.CKA_KEY_TYPE, pkcs11.CKK_AES],
        [pkcs11.CKA_VALUE_LEN, 32],
        [pkcs11.CKA_TOKEN, true],
      ]);
      return "made";
    case "wrap what is not extractable":
      return wrapWhatIsNotExtractable(session, question.modulus, question.exponent);
    case "wrap a known key":
      return wrapAKnownKey(session, question.mechanism, question.kek, question.key);
  }
}

const token = openToken(settings);
console.log(JSON.stringify(token.run(answer)));
token.close();
