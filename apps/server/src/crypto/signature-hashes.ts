import { createHmac, hash } from "node:crypto";
import { plainBytes } from "@keyferry/bytes";
import type { GatewayOptions } from "@keyferry/gateway";

/** OpenSSL's hash functions for signatures: over long requests several times as fast as those in JavaScript. */
export const signatureHashes: NonNullable<GatewayOptions["hashes"]> = {
  sha256: (bytes) => plainBytes(hash("sha256", bytes, "buffer")),
  // OpenSSL wipes its copy of the key as soon as the code is there.
  hmac: (name, key, message) => plainBytes(createHmac(name, key).update(message).digest()),
};
