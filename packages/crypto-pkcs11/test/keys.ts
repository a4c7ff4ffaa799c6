import { randomUUID } from "node:crypto";
import type { KeySpec } from "@keyferry/algorithms";
import {
  type BackendKey,
  type BodyTarget,
  bindingOf,
  type CryptoBackend,
  CryptoError,
  parseRecipientKey,
  type RecipientKey,
} from "@keyferry/crypto";
import { anOwner } from "@keyferry/crypto/conformance";

/** A new key version as the service would store it. */
export async function newKey(backend: CryptoBackend, spec: KeySpec = "Aliyun_AES_256"): Promise<BackendKey> {
  const versionId = randomUUID();
  const newKey = { owner: anOwner, versionId, spec, protectionLevel: "HSM" } as const;
  return { ...newKey, ...(await backend.createKey(newKey)) };
}

/** What a body is bound to in these tests. */
export const boundTo = (key: BackendKey): BodyTarget => ({
  key,
  binding: bindingOf(key.versionId, [["purpose", "test"]]),
});

/** A public key that has passed the service's checks. */
export const recipientOf = (spki: Uint8Array): RecipientKey => parseRecipientKey(spki, "RSA_2048");

/** How a call failed: its reason and message, or that it did not fail. */
export async function failureOf(work: unknown): Promise<string> {
  try {
    await work;
  } catch (error) {
    if (error instanceof CryptoError) return `${error.reason}: ${error.message}`;
    throw error;
  }
  return "no failure";
}
