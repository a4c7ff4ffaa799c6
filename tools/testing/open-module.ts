import type { HardwareBackend, TokenSource } from "@keyferry/crypto";
import type { TestModule } from "./pkcs11-tokens.ts";

type OpenBackend = (source: TokenSource & OpenOptions) => Promise<HardwareBackend>;

interface OpenOptions {
  readonly execArgv?: readonly string[];
  readonly verifyOutput?: boolean;
}

/** Of the tools that are not about modules alone, only this file names the package. */
const adapters: Readonly<Partial<Record<"pkcs11", () => Promise<{ createPkcs11Backend: OpenBackend }>>>> = {
  pkcs11: () => import("@keyferry/crypto-pkcs11"),
};

/** Opens a module as it is built, on a fresh token that goes when it is closed. */
export async function openModule(
  module: TestModule,
  more: Pick<OpenOptions, "verifyOutput"> = {},
): Promise<{ readonly backend: HardwareBackend; readonly close: () => Promise<void> }> {
  const { pkcs11 } = adapters;
  if (pkcs11 === undefined) throw new Error(`${module.name} needs crypto-pkcs11, or is to be left out`);
  const { createPkcs11Backend } = await pkcs11();
  const token = module.newToken();
  try {
    const backend = await createPkcs11Backend({ ...token.options, execArgv: [], ...more });
    return {
      backend,
      close: async () => {
        await backend.close();
        token.remove();
      },
    };
  } catch (error) {
    token.remove();
    throw error;
  }
}
