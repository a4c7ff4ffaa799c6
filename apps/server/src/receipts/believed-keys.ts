import { join } from "node:path";
import { readFile, type Trust } from "@keyferry/files";
import { parseReceiptKeys, ReceiptError, receiptKeyPath, type ReceiptKey } from "@keyferry/receipt";
import type { KeySource } from "../commands/receipt-commands.ts";
import { StartError } from "../config/start-error.ts";

/** Bytes of what may hold keys. */
const longest = 65_536;
const patience = 10_000;

/**
 * The public keys that receipts are verified with: those of the file, or of the gateway, that is named; else that of the server
 * which runs on a data folder.
 *
 * @param folder the data folder
 * @throws StartError where none are found
 */
export async function believedKeys(source: KeySource, folder: string): Promise<readonly ReceiptKey[]> {
  const { publicKey, endpoint } = source;
  if (publicKey !== undefined) return keysIn(textOf(publicKey, "named"), publicKey);
  if (endpoint !== undefined) return keysIn(await ask(endpoint), `${endpoint}${receiptKeyPath}`);
  return keyOfServer(join(folder, "ready.json"));
}

function keysIn(text: string, where: string): readonly ReceiptKey[] {
  try {
    return parseReceiptKeys(text);
  } catch (cause) {
    if (!(cause instanceof ReceiptError)) throw cause;
    throw new StartError(`${where} has no public key of receipts: ${cause.message}`, { cause });
  }
}

function keyOfServer(readyFile: string): readonly ReceiptKey[] {
  let text: string;
  try {
    text = textOf(readyFile, "own");
  } catch (cause) {
    throw new StartError(
      `no server tells its public key here (${(cause as Error).message}): name the key with --public-key, or the server with --endpoint`,
      { cause },
    );
  }
  return keysIn(JSON.stringify(receiptKeyIn(text) ?? null), readyFile);
}

function receiptKeyIn(readyFile: string): unknown {
  try {
    return (JSON.parse(readyFile) as { readonly receiptKey?: unknown } | null)?.receiptKey;
  } catch {
    return undefined;
  }
}

async function ask(endpoint: string): Promise<string> {
  // Not shown: it may hold a password.
  if (!isOrigin(endpoint)) {
    throw new StartError("--endpoint must be an origin, such as http://127.0.0.1:7788");
  }
  try {
    const signal = AbortSignal.timeout(patience);
    const response = await fetch(new URL(receiptKeyPath, endpoint), { redirect: "error", signal });
    if (response.status !== 200) throw new Error(`it answers with status ${String(response.status)}`);
    let text = "";
    const decoder = new TextDecoder();
    for await (const part of response.body ?? []) {
      text += decoder.decode(part, { stream: true });
      if (text.length > longest) throw new Error("its answer is too long");
    }
    return text;
  } catch (error) {
    const { message, cause } = error as Error;
    const reason = cause instanceof Error ? cause.message : message;
    throw new StartError(`--endpoint: ${endpoint} does not tell its public key of receipts: ${reason}`, {
      cause: error,
    });
  }
}

function isOrigin(text: string): boolean {
  return /^https?:/.test(text) && URL.canParse(text) && new URL(text).origin === text;
}

function textOf(file: string, trust: Trust): string {
  return readFile(file, { limit: longest, trust }).toString("utf8");
}
