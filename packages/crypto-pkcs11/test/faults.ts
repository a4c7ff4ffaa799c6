import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import type { Pkcs11Options } from "@keyferry/crypto-pkcs11";
import { execArgv, type TestToken } from "./tokens.ts";

const faultyPkcs11js = new URL("programs/faulty-pkcs11js.ts", import.meta.url);

/** The options of a token in a helper process whose module has faults. */
export function withFaults({ options, folder }: TestToken, ...faults: readonly string[]): Pkcs11Options {
  return {
    ...options,
    execArgv: [...execArgv, "--import", faultyPkcs11js.href],
    environment: {
      ...options.environment,
      KEYFERRY_TEST_FAULTS: faults.join(","),
      KEYFERRY_TEST_LOGINS: join(folder, "logins"),
    },
  };
}

/** How often C_Login was called in the helper processes of {@link withFaults}. */
export function logins({ folder }: TestToken): number {
  const file = join(folder, "logins");
  return existsSync(file) ? readFileSync(file, "utf8").split("\n").length - 1 : 0;
}
