import { combineBackends, type CryptoBackend, type Sealer } from "@keyferry/crypto";
import { createNodeBackend } from "@keyferry/crypto-node";
import type { Pkcs11Backend } from "@keyferry/crypto-pkcs11";
import { createSoftwareBackend } from "@keyferry/crypto-software";
import { createWebCryptoBackend } from "@keyferry/crypto-webcrypto";
import { readCryptoList, type CryptoBackendName } from "../config/crypto-list.ts";
import type { Options } from "../config/option-table.ts";
import { openPkcs11Module } from "./pkcs11-module.ts";

/** The crypto backends of a server. */
export interface CryptoBackends {
  /** All of them as one; whoever closes it closes them all. */
  readonly crypto: CryptoBackend;
  /** The hardware module among them. */
  readonly module: Pkcs11Backend | undefined;
}

/** What the backends are made with, beside the options. */
export interface CryptoBackendsOptions {
  readonly sealer: Sealer;
  /** The token's PIN, where it came in a variable. */
  readonly pin: string | undefined;
}

const hostBackends: Readonly<
  Record<Exclude<CryptoBackendName, "pkcs11">, (options: { readonly sealer: Sealer }) => CryptoBackend>
> = {
  node: createNodeBackend,
  software: createSoftwareBackend,
  webcrypto: createWebCryptoBackend,
};

/**
 * Makes the crypto backends of a list such as `node,software`; of those that hold a key, the first that can do a thing
 * does it. Opens the PKCS #11 module when it is among them.
 *
 * @throws StartError for a list that is not valid, and for a module that does not open
 */
export async function createCryptoBackends(
  options: Options,
  { sealer, pin }: CryptoBackendsOptions,
): Promise<CryptoBackends> {
  const names = readCryptoList(options);
  const module = names.includes("pkcs11") ? await openPkcs11Module(options, pin) : undefined;
  const backends = names.flatMap((name) => (name === "pkcs11" ? [] : [hostBackends[name]({ sealer })]));
  if (module !== undefined) backends.splice(names.indexOf("pkcs11"), 0, module);
  return { crypto: combineBackends(backends), module };
}
