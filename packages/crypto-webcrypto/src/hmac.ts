import type { HostMac } from "@keyferry/crypto";
import { unshared, withUnshared } from "./unshared.ts";

const name = "HMAC";

/** HMAC (RFC 2104) over a hash of SubtleCrypto, which compares codes itself. No key of it can be exported. */
export function hmac(subtle: SubtleCrypto, hash: "SHA-256" | "SHA-384" | "SHA-512"): HostMac<CryptoKey> {
  return {
    importKey: (material) =>
      withUnshared(material, (bytes) =>
        subtle.importKey("raw", bytes, { name, hash }, false, ["sign", "verify"]),
      ),
    generate: async (key, message) => new Uint8Array(await subtle.sign(name, key, unshared(message))),
    verify: async (key, message, mac) => subtle.verify(name, key, unshared(mac), unshared(message)),
  };
}
