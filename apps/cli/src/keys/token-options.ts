import { resolve } from "node:path";
import type { TokenSource } from "@keyferry/crypto";
import type { Command } from "commander";
import { CommandError } from "../command-error.ts";
import type { Surroundings } from "../surroundings.ts";

/** What flags may say of a token. */
export interface TokenFlags {
  readonly pkcs11Module?: string;
  readonly pkcs11TokenLabel?: string;
  readonly pkcs11PinFile?: string;
  readonly pkcs11LibraryParameters?: string;
}

/** The variable that holds the PIN where no file does. */
const pinVariable = "KEYFERRY_PKCS11_PIN";

/** Gives a command the flags of {@link TokenFlags}. */
export function addTokenOptions(command: Command): Command {
  return command
    .optionsGroup("Token of a PKCS #11 module:")
    .option("--pkcs11-module <path>", "the module's library")
    .option("--pkcs11-token-label <text>", "the label of its token")
    .option("--pkcs11-pin-file <file>", `file with the PIN; without it the variable ${pinVariable} holds it`)
    .option("--pkcs11-library-parameters <text>", "start-up parameters of the library (NSS needs them)");
}

/**
 * The token that the flags name; `undefined` where they name none.
 *
 * @throws CommandError where they name half of one
 */
export function readTokenFlags(
  { pkcs11Module, pkcs11TokenLabel, pkcs11PinFile, pkcs11LibraryParameters }: TokenFlags,
  { environment, folder }: Pick<Surroundings, "environment" | "folder">,
): TokenSource | undefined {
  const flags = [pkcs11Module, pkcs11TokenLabel, pkcs11PinFile, pkcs11LibraryParameters];
  if (flags.every((flag) => flag === undefined)) return undefined;
  if (pkcs11Module === undefined) {
    throw new CommandError("--pkcs11-module, the module's library, is missing.");
  }
  if (pkcs11TokenLabel === undefined) {
    throw new CommandError("--pkcs11-token-label, the label of the token, is missing.");
  }
  return {
    module: libraryPath(pkcs11Module, folder),
    token: { label: pkcs11TokenLabel },
    pin:
      pkcs11PinFile === undefined ? { environment: pinVariable } : { file: resolve(folder, pkcs11PinFile) },
    ...(pkcs11LibraryParameters !== undefined && { libraryParameters: pkcs11LibraryParameters }),
    environment: definedOnly(environment),
  };
}

/** The flags and variables that tell keyferry-server of a token. */
export function serverTokenOptions({ module, token, pin, libraryParameters, environment }: TokenSource): {
  readonly flags: readonly string[];
  readonly variables: Readonly<Record<string, string>>;
} {
  const value = environment?.[pinVariable];
  return {
    flags: [
      ...["--pkcs11-module", module, "--pkcs11-token-label", token.label ?? ""],
      ...("file" in pin ? ["--pkcs11-pin-file", pin.file] : []),
      ...(libraryParameters === undefined ? [] : ["--pkcs11-library-parameters", libraryParameters]),
    ],
    variables: "file" in pin || value === undefined ? {} : { [pinVariable]: value },
  };
}

/** A bare name is looked for by the system. */
function libraryPath(module: string, folder: string): string {
  return module.includes("/") ? resolve(folder, module) : module;
}

function definedOnly(environment: Surroundings["environment"]): Readonly<Record<string, string>> {
  return Object.fromEntries(
    Object.entries(environment).flatMap(([name, value]) => (value === undefined ? [] : [[name, value]])),
  );
}
