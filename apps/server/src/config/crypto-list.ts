import type { Options, OptionName } from "./option-table.ts";
import { StartError } from "./start-error.ts";

/** The variable that may hold the PIN of the hardware module's token. */
export const pinVariable = "KEYFERRY_PKCS11_PIN";

/** Every crypto backend that there is. */
export const cryptoBackendNames = ["node", "software", "webcrypto", "pkcs11"] as const;

/** Name of a crypto backend. */
export type CryptoBackendName = (typeof cryptoBackendNames)[number];

const moduleOptions = [
  "pkcs11-module",
  "pkcs11-token-label",
  "pkcs11-pin-file",
  "pkcs11-library-parameters",
] as const satisfies readonly OptionName[];

/**
 * The backends that `--crypto` names, in its order.
 *
 * @throws StartError for a name that is none or stands there twice, for pkcs11 without its module or its token, and for
 *   options of pkcs11 without pkcs11
 */
export function readCryptoList(options: Options): readonly CryptoBackendName[] {
  const names = options.crypto.split(",").map((name) => readName(name.trim()));
  const twin = names.find((name, index) => names.indexOf(name) !== index);
  if (twin !== undefined) throw new StartError(`--crypto: ${twin} stands there twice`);
  if (names.includes("pkcs11")) {
    readTokenOptions(options);
  } else {
    const idle = moduleOptions.find((option) => options[option] !== undefined);
    if (idle !== undefined) {
      throw new StartError(`--${idle} is of no use without pkcs11 in --crypto, such as node,software,pkcs11`);
    }
  }
  return names;
}

/**
 * The hardware module that the options name.
 *
 * @throws StartError where module or token is missing
 */
export function readTokenOptions(options: Options): { readonly module: string; readonly label: string } {
  const { "pkcs11-module": module, "pkcs11-token-label": label } = options;
  if (module === undefined) {
    throw new StartError("--crypto pkcs11 needs --pkcs11-module, the path of the module's library");
  }
  if (label === undefined) {
    throw new StartError("--crypto pkcs11 needs --pkcs11-token-label, the label of its token");
  }
  return { module, label };
}

function readName(text: string): CryptoBackendName {
  const name = cryptoBackendNames.find((known) => known === text);
  if (name !== undefined) return name;
  throw new StartError(`--crypto: there is no backend ${text}; there are ${cryptoBackendNames.join(", ")}`);
}
