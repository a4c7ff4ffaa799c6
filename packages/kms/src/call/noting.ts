import type { CryptoBackend } from "@keyferry/crypto";
import type { KeyVersionRecord } from "@keyferry/store";
import type { AuditTrail } from "./scope.ts";

/** Writes down, once, a key version that a call uses or makes, and where its material lives. */
export function noteVersion(
  { keyVersions, custodies }: AuditTrail,
  { id, custody }: Pick<KeyVersionRecord, "id" | "custody">,
): void {
  if (!keyVersions.includes(id)) keyVersions.push(id);
  if (!custodies.includes(custody)) custodies.push(custody);
}

/** A backend that writes down what no handler must forget: the keys that it makes, and for whom data keys leave. */
export function notingBackend(crypto: CryptoBackend, trail: AuditTrail): CryptoBackend {
  return {
    ...crypto,
    async createKey(key) {
      const made = await crypto.createKey(key);
      noteVersion(trail, { id: key.versionId, custody: made.custody });
      return made;
    },
    rewrap(source, recipient, algorithm) {
      const { fingerprint, spec } = recipient;
      trail.recipient = { fingerprint, spec, algorithm };
      return crypto.rewrap(source, recipient, algorithm);
    },
  };
}
