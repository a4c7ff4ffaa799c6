import type { TokenKey } from "@keyferry/crypto";
import type { KeyVersionRecord } from "@keyferry/store";
import { checkOptions } from "../config/check-options.ts";
import { readCryptoList } from "../config/crypto-list.ts";
import type { Options } from "../config/option-table.ts";
import { StartError } from "../config/start-error.ts";
import { withExistingStore } from "../data/existing-store.ts";
import { openModule } from "../crypto/crypto-backends.ts";
import type { ServerSurroundings } from "../surroundings.ts";

/**
 * Lists what the token holds and no row of the store refers to: left behind by a crash between the two, made for a
 * receiving side, or belonging to another store. A line each: key version, id in hex, what its objects are for. Nothing
 * is deleted, since tokens are shared. It may run beside the server.
 *
 * @param secrets the root key in base64 and the token's PIN, where they came in variables
 * @throws StartError, StoreError
 */
export async function listOrphans(
  options: Options,
  { rootKeyText, pin }: Pick<ServerSurroundings, "rootKeyText" | "pin">,
): Promise<readonly string[]> {
  checkOptions(options);
  if (!readCryptoList(options).includes("pkcs11")) {
    throw new StartError("orphans are a hardware module's: name pkcs11 in --crypto, and its options");
  }
  return withExistingStore(options, rootKeyText, async ({ store }) => {
    const module = await openModule(options, pin);
    try {
      // First the token: a key that is made meanwhile is then in the store at the most.
      const held = await module.listKeys();
      const custodies = module.capabilities.map(({ custody }) =>
        store.everywhere.keys.read.inCustody(custody),
      );
      const known = new Set((await Promise.all(custodies)).flat().map(nameOfVersion));
      return held
        .filter((key) => !known.has(nameOfKey(key)))
        .map(lineOf)
        .sort();
    } finally {
      await module.close();
    }
  });
}

const hex = (bytes: Uint8Array): string =>
  Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength).toString("hex");

const nameOfVersion = ({ id, material }: KeyVersionRecord): string => `${id}/${hex(material)}`;

const nameOfKey = ({ owner, material }: TokenKey): string => `${owner}/${hex(material)}`;

const lineOf = ({ owner, material, roles }: TokenKey): string =>
  `${owner.padEnd(36)}  ${hex(material)}  ${[...roles].sort().join(", ")}`;
