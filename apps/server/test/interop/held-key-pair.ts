import { createPublicKey, type KeyObject } from "node:crypto";
import { expect } from "vitest";
import { textOf } from "./answer.ts";
import type { Session } from "./session.ts";

/** What stands in front of the point in a SubjectPublicKeyInfo of SM2: id-ecPublicKey and 1.2.156.10197.1.301. */
const sm2Prefix = "3059301306072a8648ce3d020106082a811ccf5501822d034200";

/** A key pair of the service's, with what every call for it names. */
export interface HeldKeyPair {
  readonly names: { readonly KeyId: string; readonly KeyVersionId: string };
  /** PEM of its public key. */
  readonly pem: string;
}

/** A shared key pair of a spec and usage, its public key fetched. */
export async function heldKeyPair(
  { client, sharedKey }: Session,
  spec: string,
  usage: "SIGN/VERIFY" | "ENCRYPT/DECRYPT",
): Promise<HeldKeyPair> {
  const { keyId, versionId } = await sharedKey({ KeySpec: spec, KeyUsage: usage });
  const names = { KeyId: keyId, KeyVersionId: versionId };
  const answer = await client.call("GetPublicKey", names);
  expect(answer).toMatchObject(names);
  return { names, pem: textOf(answer, "PublicKey") };
}

/** The public key as node:crypto reads it. */
export function openSslKey({ pem }: HeldKeyPair): KeyObject {
  return createPublicKey(pem);
}

/** The point of an SM2 public key, `04 || x || y` in hexadecimal, as sm-crypto wants it. */
export function sm2Point({ pem }: HeldKeyPair): string {
  const der = Buffer.from(pem.replaceAll(/-----[A-Z ]+-----|\n/g, ""), "base64").toString("hex");
  expect(der.slice(0, sm2Prefix.length)).toBe(sm2Prefix);
  return der.slice(sm2Prefix.length);
}
