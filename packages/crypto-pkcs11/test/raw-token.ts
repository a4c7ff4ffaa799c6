import { execFileSync } from "node:child_process";
import { fileURLToPath } from "node:url";
import type { Question } from "./programs/raw-token.ts";
import type { TestToken } from "../../../tools/testing/pkcs11-tokens.ts";
import { sourceArguments } from "../../../tools/testing/source-arguments.ts";

const program = fileURLToPath(new URL("programs/raw-token.ts", import.meta.url));

/** Asks a program apart from the helper process, which opens the same token itself. */
export function askToken({ options }: TestToken, question: Question): unknown {
  const settings = { ...options, sessionCopies: 0 };
  const output = execFileSync(process.execPath, [...sourceArguments, program], {
    input: JSON.stringify({ settings, question }),
    env: { ...process.env, ...options.environment },
    encoding: "utf8",
  });
  return JSON.parse(output);
}
