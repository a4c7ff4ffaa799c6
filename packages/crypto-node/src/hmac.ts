import { createHmac, createSecretKey, timingSafeEqual } from "node:crypto";
import type { KeyObject } from "node:crypto";
import { plainBytes } from "@keyferry/bytes";
import type { HostMac } from "@keyferry/crypto";

/**
 * HMAC (RFC 2104) on OpenSSL. Its key objects are node:crypto's, which keep the key outside the JavaScript heap and let
 * go of it when they are collected.
 *
 * @param hash OpenSSL's name of the hash
 */
export function hmac(hash: "sha224" | "sha256" | "sha384" | "sha512" | "sm3"): HostMac<KeyObject> {
  const codeOf = (key: KeyObject, message: Uint8Array) =>
    plainBytes(createHmac(hash, key).update(message).digest());
  return {
    importKey: (material) => createSecretKey(material),
    generate: codeOf,
    verify: (key, message, mac) => timingSafeEqual(codeOf(key, message), mac),
  };
}
