import { readdirSync, readFileSync } from "node:fs";
import { basename, join } from "node:path";
import type { WycheproofFile } from "@keyferry/crypto/conformance";

/** The files of Wycheproof for one algorithm, of those sizes and hashes that Keyferry has. */
const wanted = {
  "AES-GCM": /^aes_gcm_test\.json$/,
  HMAC: /^hmac_sha(256|384|512)_test\.json$/,
  "HMAC-SHA224": /^hmac_sha224_test\.json$/,
  "HMAC-SM3": /^hmac_sm3_test\.json$/,
  "ECDSA on P-256": /^ecdsa_secp256r1_sha256_test\.json$/,
  "ECDSA on secp256k1": /^ecdsa_secp256k1_sha256_test\.json$/,
  "RSAES-OAEP": /^rsa_oaep_(2048|3072|4096)_(sha1_mgf1sha1|sha256_mgf1sha256)_test\.json$/,
  "RSASSA-PSS": /^rsa_pss_(2048|3072|4096)_sha256_mgf1_32_test\.json$/,
  "RSASSA-PKCS1-v1_5": /^rsa_signature_(2048|3072|4096)_sha256_test\.json$/,
} as const;

/**
 * The files of a checkout of Wycheproof for these algorithms, from the folder that KEYFERRY_WYCHEPROOF names. Without that
 * variable there are none.
 *
 * @throws Error when the folder holds no test vectors
 */
export function wycheproofFiles(
  algorithms: readonly (keyof typeof wanted)[],
): { name: string; file: WycheproofFile }[] {
  const checkout = process.env["KEYFERRY_WYCHEPROOF"];
  if (checkout === undefined) return [];
  const folder = ["testvectors_v1", "testvectors"].find((name) => readdirSync(checkout).includes(name));
  if (folder === undefined) throw new Error(`${checkout} holds no test vectors of Wycheproof`);
  return readdirSync(join(checkout, folder))
    .filter((name) => algorithms.some((algorithm) => wanted[algorithm].test(name)))
    .map((name) => ({
      name: basename(name, "_test.json"),
      file: JSON.parse(readFileSync(join(checkout, folder, name), "utf8")) as WycheproofFile,
    }));
}
