import { CryptoError } from "@keyferry/crypto";

/**
 * The platform's own SubtleCrypto.
 *
 * @throws CryptoError `unavailable` where there is none
 */
export function platformSubtle(): SubtleCrypto {
  // The typings promise both, but a page that came over plain HTTP has no SubtleCrypto.
  const { crypto } = globalThis as { readonly crypto?: Partial<Crypto> };
  if (crypto?.subtle !== undefined) return crypto.subtle;
  throw new CryptoError(
    "unavailable",
    "SubtleCrypto is missing: browsers have it for pages from HTTPS and from loopback",
  );
}
