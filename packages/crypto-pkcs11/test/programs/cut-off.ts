/**
 * Loaded into a helper process before anything else: pkcs11js that is cut off while it makes a key, at the point that
 * KEYFERRY_TEST_CUT names, as long as there is the file KEYFERRY_TEST_TROUBLE.
 */
import { existsSync } from "node:fs";
import { createRequire } from "node:module";
import type { Handle, KeyPair, Mechanism, Template } from "pkcs11js";

/** Where the making of a key is cut off. */
export type CutOff =
  | "killed before the last of three"
  | "killed before the answer to three"
  | "killed with half of a pair"
  | "killed before the answer to a pair"
  | "hanging before the last of three"
  | "token gone before the last of three";

const pkcs11 = createRequire(import.meta.url)("pkcs11js") as typeof import("pkcs11js");
const point = process.env["KEYFERRY_TEST_CUT"] as CutOff;
const isCut = (at: CutOff) => point === at && existsSync(process.env["KEYFERRY_TEST_TROUBLE"] ?? "");
const die = () => process.kill(process.pid, "SIGKILL");

const isLast = (template: Template) =>
  template.some(({ type, value }) => type === pkcs11.CKA_LABEL && String(value).endsWith("/mac"));
const isKept = (template: Template) =>
  template.some(({ type, value }) => type === pkcs11.CKA_TOKEN && value === true);

function refuseWithoutToken(): void {
  if (isCut("token gone before the last of three")) throw new Error("CKR_TOKEN_NOT_PRESENT:224");
}

class CutOffPkcs11 extends pkcs11.PKCS11 {
  override C_GenerateKey(session: Handle, mechanism: Mechanism, template: Template): Handle {
    if (isLast(template)) {
      if (isCut("killed before the last of three")) die();
      if (isCut("hanging before the last of three")) {
        Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0);
      }
      refuseWithoutToken();
    }
    const key = super.C_GenerateKey(session, mechanism, template);
    if (isLast(template) && isCut("killed before the answer to three")) die();
    return key;
  }

  override C_GenerateKeyPair(
    session: Handle,
    mechanism: Mechanism,
    publicTemplate: Template,
    privateTemplate: Template,
  ): KeyPair {
    const pair = super.C_GenerateKeyPair(session, mechanism, publicTemplate, privateTemplate);
    if (!isKept(privateTemplate)) return pair;
    if (isCut("killed with half of a pair")) {
      super.C_DestroyObject(session, pair.publicKey);
      die();
    }
    if (isCut("killed before the answer to a pair")) die();
    return pair;
  }

  override C_OpenSession(...args: Parameters<InstanceType<typeof pkcs11.PKCS11>["C_OpenSession"]>): Handle {
    refuseWithoutToken();
    return super.C_OpenSession(...args);
  }

  override C_DestroyObject(session: Handle, object: Handle): void {
    refuseWithoutToken();
    super.C_DestroyObject(session, object);
  }
}

Object.assign(pkcs11, { PKCS11: CutOffPkcs11 });
