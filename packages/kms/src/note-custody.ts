import type { CryptoBackend } from "@keyferry/crypto";
import type { AuditTrail } from "./scope.ts";

/** Writes down, once, where a key version's material lives. */
export function noteCustody({ custodies }: AuditTrail, custody: string): void {
  if (!custodies.includes(custody)) custodies.push(custody);
}

/** A backend that writes down where the keys live that it makes. */
export function notingCustody(crypto: CryptoBackend, trail: AuditTrail): CryptoBackend {
  return {
    ...crypto,
    async createKey(key) {
      const made = await crypto.createKey(key);
      noteCustody(trail, made.custody);
      return made;
    },
  };
}
