import { copySecret, equalBytes, secretHmac, wipe } from "@keyferry/bytes";
import type { HostMac } from "@keyferry/crypto";
import type { CHash } from "@noble/hashes/utils.js";

/** HMAC (RFC 2104) over `hash`. Its key objects are copies of the key. */
export function hmac(hash: CHash): HostMac<Uint8Array> {
  return {
    importKey: copySecret,
    generate: (key, message) => secretHmac(hash, key, message),
    verify: (key, message, mac) => equalBytes(secretHmac(hash, key, message), mac),
    forgetKey: (key) => {
      wipe(key);
    },
  };
}
