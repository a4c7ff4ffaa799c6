import type { TestToken } from "./pkcs11-tokens.ts";

/** The flags that name a token and its PIN. */
export function tokenFlags({ options: { module, token, pin, libraryParameters } }: TestToken): string[] {
  return [
    ...["--pkcs11-module", module, "--pkcs11-token-label", token.label ?? ""],
    ...("file" in pin ? ["--pkcs11-pin-file", pin.file] : []),
    ...(libraryParameters === undefined ? [] : ["--pkcs11-library-parameters", libraryParameters]),
  ];
}
