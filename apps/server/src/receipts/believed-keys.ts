import { join } from "node:path";
import { readFile, type Trust } from "@keyferry/files";
import { parseReceiptKeys, ReceiptError, receiptKeyPath, type ReceiptKey } from "@keyferry/receipt";
import { createPublicTransport } from "@keyferry/transport/node";
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
  const { publicKey, endpoint, ca } = source;
  if (publicKey !== undefined) return keysIn(textOf(publicKey, "named"), publicKey);
  if (endpoint !== undefined) return keysIn(await ask(endpoint, ca), `${endpoint}${receiptKeyPath}`);
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
  const { receiptKey } = JSON.parse(text) as { readonly receiptKey?: unknown };
  return keysIn(JSON.stringify(receiptKey ?? null), readyFile);
}

async function ask(endpoint: string, ca: string | undefined): Promise<string> {
  try {
    const trusted = ca === undefined ? {} : { ca: textOf(ca, "named") };
    const transport = createPublicTransport({
      endpoint,
      timeout: patience,
      maxAnswerBytes: longest,
      ...trusted,
    });
    const request = { method: "GET", target: receiptKeyPath, headers: {}, body: "" } as const;
    const { status, body } = await transport.send(() => request, { repeatable: true });
    if (status === 200) return body;
    throw new Error(`it answers with status ${String(status)}`);
  } catch (cause) {
    const { message } = cause as Error;
    throw new StartError(`--endpoint: ${endpoint} does not tell its public key of receipts: ${message}`, {
      cause,
    });
  }
}

function textOf(file: string, trust: Trust): string {
  return readFile(file, { limit: longest, trust }).toString("utf8");
}
