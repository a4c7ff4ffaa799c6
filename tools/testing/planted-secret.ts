/**
 * Loaded into a process before anything else: keeps a buffer in its memory, as a control for whoever looks for secrets
 * there. The buffer is the SHA-256 of KEYFERRY_TEST_SEED, so that it stands in no environment.
 */
import { createHash } from "node:crypto";

const variable = "KEYFERRY_TEST_SEED";

/** How a process is started that keeps a secret. */
export interface Planting {
  readonly seed: string;
  /** Arguments of Node. */
  readonly execArgv: readonly string[];
  readonly environment: Readonly<Record<string, string>>;
}

/** How a process is started that keeps the secret of `seed`, with all its children. */
export function plantingSecret(seed: string): Planting {
  return { seed, execArgv: ["--import", import.meta.url], environment: { [variable]: seed } };
}

/** The secret that such a process keeps, 32 bytes. */
export function plantedSecret(seed: string): Buffer {
  return createHash("sha256").update(seed).digest();
}

const seed = process.env[variable];
if (seed !== undefined) Object.assign(globalThis, { planted: plantedSecret(seed) });
