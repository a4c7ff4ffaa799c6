import type { HostMac } from "@keyferry/crypto";
import { equalBytes } from "@noble/ciphers/utils.js";
import { hmac as authenticate } from "@noble/hashes/hmac.js";
import type { CHash } from "@noble/hashes/utils.js";

/** HMAC (RFC 2104) over `hash`. Its key objects are copies of the key. */
export function hmac(hash: CHash): HostMac<Uint8Array> {
  return {
    importKey: (material) => Uint8Array.from(material),
    generate: (key, message) => authenticate(hash, key, message),
    verify: (key, message, mac) => equalBytes(authenticate(hash, key, message), mac),
    forgetKey(key) {
      key.fill(0);
    },
  };
}
