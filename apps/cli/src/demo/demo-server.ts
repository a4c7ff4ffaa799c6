import type { TokenSource } from "@keyferry/crypto";
import { CommandError } from "../command-error.ts";
import type { Surroundings } from "../surroundings.ts";
import { readTokenFlags, serverTokenOptions, type TokenFlags } from "../keys/token-options.ts";

/** What flags say of the cryptography that the demo runs on. */
export interface DemoFlags extends TokenFlags {
  readonly crypto?: string;
  readonly hostFallback?: string;
}

/** The cryptography that the demo runs on. */
export interface DemoCryptography {
  /** For keyferry-server. */
  readonly flags: readonly string[];
  readonly variables: Readonly<Record<string, string>>;
  /** Where the demo's key is made; `undefined` for a key in software. */
  readonly token: TokenSource | undefined;
  /** Whether every export must be made: one that is refused then is a fault, and not a limit of the backends. */
  readonly exportsAll: boolean;
}

/**
 * Reads the flags of the demo's server; what is wrong with the list itself, the server says.
 *
 * @throws CommandError for pkcs11 without its token
 */
export function readDemoFlags(
  flags: DemoFlags,
  surroundings: Pick<Surroundings, "environment" | "folder">,
): DemoCryptography {
  const { crypto = "node,software", hostFallback } = flags;
  const names = crypto.split(",").map((name) => name.trim());
  const token = readTokenFlags(flags, surroundings);
  if (names.includes("pkcs11") && token === undefined) {
    throw new CommandError("--crypto pkcs11 needs --pkcs11-module and --pkcs11-token-label.");
  }
  const ofToken = token === undefined ? { flags: [], variables: {} } : serverTokenOptions(token);
  return {
    flags: [
      ...["--crypto", crypto],
      ...(hostFallback === undefined ? [] : ["--host-fallback", hostFallback]),
      ...ofToken.flags,
    ],
    variables: ofToken.variables,
    token,
    exportsAll: names.includes("software") && (token === undefined || hostFallback === "allow"),
  };
}
