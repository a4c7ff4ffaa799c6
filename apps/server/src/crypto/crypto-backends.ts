import {
  combineBackends,
  createLateBackend,
  type CryptoBackend,
  type HardwareBackend,
  type OnBackendFault,
  type Sealer,
} from "@keyferry/crypto";
import { readCryptoList, type CryptoBackendName } from "../config/crypto-list.ts";
import type { Options } from "../config/option-table.ts";
import { StartError } from "../config/start-error.ts";

/** The crypto backends of a server. */
export interface CryptoBackends {
  /** All of them as one; whoever closes it closes them all. */
  readonly crypto: CryptoBackend;
  /** Their names, in the order of the list. */
  readonly names: readonly CryptoBackendName[];
  /** The hardware module among them. */
  readonly module: HardwareBackend | undefined;
}

/** What the backends are made with, beside the options. */
export interface CryptoBackendsOptions {
  readonly sealer: Sealer;
  /** The token's PIN, where it came in a variable. */
  readonly pin: string | undefined;
  /** Told of what they get wrong. */
  readonly onFault: OnBackendFault;
}

type OpenBackend = (options: Pick<CryptoBackendsOptions, "sealer" | "onFault">) => Promise<CryptoBackend>;

type OpenModule = (
  options: Options,
  pin: string | undefined,
  onFault?: OnBackendFault,
) => Promise<HardwareBackend>;

/** The packages that client keys are made by, too; each is loaded when it is needed. */
export const loadNode = () => import("@keyferry/crypto-node");
export const loadSoftware = () => import("@keyferry/crypto-software");

/** The backends that need no module, each loaded when the list names it; the software backend, when it is needed. */
const hostBackends: Readonly<Partial<Record<Exclude<CryptoBackendName, "pkcs11">, OpenBackend>>> = {
  node: async (options) => (await loadNode()).createNodeBackend(options),
  software: async (options) => {
    const { softwareCapabilities } = await import("@keyferry/crypto-software/capabilities");
    const load = async () => (await loadSoftware()).createSoftwareBackend(options);
    return createLateBackend({ name: "software", capabilities: [softwareCapabilities], load });
  },
  webcrypto: async (options) => (await import("@keyferry/crypto-webcrypto")).createWebCryptoBackend(options),
};

const modules: Readonly<Partial<Record<"pkcs11", OpenModule>>> = {
  pkcs11: async (...how) => (await import("./pkcs11-module.ts")).openPkcs11Module(...how),
};

/**
 * Opens the hardware module that the options name.
 *
 * @param pin the token's, where it came in a variable
 * @param onFault told of what the module makes wrong
 * @throws StartError for a module that does not open
 */
export async function openModule(...how: Parameters<OpenModule>): Promise<HardwareBackend> {
  return present(modules.pkcs11, "pkcs11")(...how);
}

/**
 * Makes the crypto backends of a list such as `node,software`; of those that hold a key, the first that can do a thing
 * does it. Opens the PKCS #11 module when it is among them.
 *
 * @throws StartError for a list that is not valid, and for a module that does not open
 */
export async function createCryptoBackends(
  options: Options,
  { sealer, pin, onFault }: CryptoBackendsOptions,
): Promise<CryptoBackends> {
  let module: HardwareBackend | undefined;
  const backends: CryptoBackend[] = [];
  const names = readCryptoList(options);
  for (const name of names) {
    if (name === "pkcs11") {
      module = await openModule(options, pin, onFault);
      backends.push(module);
    } else {
      backends.push(await present(hostBackends[name], name)({ sealer, onFault }));
    }
  }
  return { crypto: combineBackends(backends), names, module };
}

/** A build may be without the package of a backend: whoever names it is told so. */
function present<T>(open: T | undefined, name: CryptoBackendName): T {
  if (open === undefined) throw new StartError(`--crypto: ${name} is not in this build`);
  return open;
}
