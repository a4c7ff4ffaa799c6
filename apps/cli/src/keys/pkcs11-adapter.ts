import type { HardwareBackend, TokenReceiver, TokenSource } from "@keyferry/crypto";
import { CommandError } from "../command-error.ts";

/** A package that opens tokens of hardware modules. */
interface TokenAdapter {
  createPkcs11Backend(source: TokenSource): Promise<HardwareBackend>;
  createPkcs11Receiver(source: TokenSource): Promise<TokenReceiver>;
}

/** Only this file names the package, which is loaded for the first token. */
const adapters: Readonly<Partial<Record<"pkcs11", () => Promise<TokenAdapter>>>> = {
  pkcs11: () => import("@keyferry/crypto-pkcs11"),
};

/**
 * Opens a token as the service's side: keys are made, listed and destroyed in it.
 *
 * @throws CryptoError for a token that does not open
 */
export async function openTokenBackend(source: TokenSource): Promise<HardwareBackend> {
  return (await adapter()).createPkcs11Backend(source);
}

/**
 * Opens a token as the receiving side of exports.
 *
 * @throws CryptoError for a token that does not open, or makes no recipients
 */
export async function openTokenReceiver(source: TokenSource): Promise<TokenReceiver> {
  return (await adapter()).createPkcs11Receiver(source);
}

function adapter(): Promise<TokenAdapter> {
  const { pkcs11 } = adapters;
  if (pkcs11 === undefined) throw new CommandError("Tokens of PKCS #11 modules are not in this build.");
  return pkcs11();
}
