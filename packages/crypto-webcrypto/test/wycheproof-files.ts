import { readdirSync, readFileSync } from "node:fs";
import { basename, join } from "node:path";
import type { WycheproofFile } from "@keyferry/crypto/conformance";

const wanted = /^(aes_gcm|rsa_oaep_(2048|3072|4096)_(sha1_mgf1sha1|sha256_mgf1sha256))_test\.json$/;

/**
 * The files of a checkout of Wycheproof that this package is put to, from the folder that KEYFERRY_WYCHEPROOF names.
 * Without that variable there are none.
 */
export function wycheproofFiles(): { name: string; file: WycheproofFile }[] {
  const checkout = process.env["KEYFERRY_WYCHEPROOF"];
  if (checkout === undefined) return [];
  const folder = ["testvectors_v1", "testvectors"].find((name) => readdirSync(checkout).includes(name));
  if (folder === undefined) throw new Error(`${checkout} holds no test vectors of Wycheproof`);
  return readdirSync(join(checkout, folder))
    .filter((name) => wanted.test(name))
    .map((name) => ({
      name: basename(name, "_test.json"),
      file: JSON.parse(readFileSync(join(checkout, folder, name), "utf8")) as WycheproofFile,
    }));
}
