import { CryptoError, type HardwareBackend, type OnBackendFault } from "@keyferry/crypto";
import { createPkcs11Backend } from "@keyferry/crypto-pkcs11";
import { checkFile } from "@keyferry/files";
import { pinVariable, readTokenOptions } from "../config/crypto-list.ts";
import { withOptionFile } from "../config/option-file.ts";
import type { Options } from "../config/option-table.ts";
import { StartError } from "../config/start-error.ts";

/**
 * Opens the PKCS #11 module that the options name, in a process of its own. The PIN is read there: from the file, or
 * from {@link pinVariable}, which only that process is given.
 *
 * @param pin what the variable held in this process's environment
 * @param onFault told of what the module makes wrong
 * @throws StartError that says what is wrong with module, token or PIN
 */
export async function openPkcs11Module(
  options: Options,
  pin: string | undefined,
  onFault?: OnBackendFault,
): Promise<HardwareBackend> {
  const { module, label } = readTokenOptions(options);
  const { "pkcs11-pin-file": pinFile, "pkcs11-library-parameters": libraryParameters } = options;
  // Before a process is started for them.
  await withOptionFile("pkcs11-module", () => {
    if (module.includes("/")) checkFile(module, { trust: "named" });
  });
  await withOptionFile("pkcs11-pin-file", () => {
    if (pinFile !== undefined) checkFile(pinFile, { trust: "secret" });
  });
  try {
    return await createPkcs11Backend({
      module,
      token: { label },
      verifyOutput: options["verify-module-output"],
      ...(onFault && { onFault }),
      pin: pinFile === undefined ? { environment: pinVariable } : { file: pinFile },
      ...(libraryParameters !== undefined && { libraryParameters }),
      ...(pinFile === undefined && pin !== undefined && { environment: { [pinVariable]: pin } }),
    });
  } catch (cause) {
    if (!(cause instanceof CryptoError)) throw cause;
    throw new StartError(`pkcs11: ${cause.message}`, { cause });
  }
}
