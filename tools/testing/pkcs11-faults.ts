import { existsSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import type { TestToken } from "./pkcs11-tokens.ts";
import { sourceArguments } from "./source-arguments.ts";

/** Node's argument that gives a helper process a faulty pkcs11js. */
export const importFaults = ["--import", new URL("faulty-pkcs11js.ts", import.meta.url).href] as const;

/** The variables that tell a faulty pkcs11js its faults. */
export function faultVariables(token: TestToken, ...faults: readonly string[]): Record<string, string> {
  return {
    KEYFERRY_TEST_FAULTS: faults.join(","),
    KEYFERRY_TEST_LOGINS: loginsFile(token),
    KEYFERRY_TEST_TROUBLE: troubleFile(token),
  };
}

/** The options of a token in a helper process whose module has faults. */
export function withFaults(token: TestToken, ...faults: readonly string[]): TestToken["options"] {
  const { options } = token;
  return {
    ...options,
    execArgv: [...sourceArguments, ...importFaults],
    environment: { ...options.environment, ...faultVariables(token, ...faults) },
  };
}

/** How often C_Login was called in the helper processes of {@link withFaults}. */
export function logins(token: TestToken): number {
  const file = loginsFile(token);
  return existsSync(file) ? readFileSync(file, "utf8").split("\n").length - 1 : 0;
}

/** Has those faults act that come and go. */
export function beginTrouble(token: TestToken): void {
  writeFileSync(troubleFile(token), "");
}

/** Ends what {@link beginTrouble} began. */
export function endTrouble(token: TestToken): void {
  rmSync(troubleFile(token));
}

const loginsFile = ({ folder }: TestToken) => join(folder, "logins");
const troubleFile = ({ folder }: TestToken) => join(folder, "trouble");
