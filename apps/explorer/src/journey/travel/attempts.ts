import { equalBytes, wipe } from "@keyferry/bytes";
import { encodeBase64, exportDataKey, ServiceError, type Operation } from "@keyferry/protocol";
import type { Connection, PlainRequest } from "../../connection/connection.ts";
import { readExchange, type Exchange } from "./exchange.ts";
import { isReadable } from "./traces.ts";
import { UnopenedError, type RecipientPair } from "../recipients/recipient-pair.ts";

/** What somebody tried who must not have the data key, and what came of it. */
export interface Attempt {
  /** `read`: what travelled is searched; `open`: with a key pair of his own; `repeat`, `swapRecipient`: requests. */
  readonly how: "read" | "open" | "repeat" | "swapRecipient";
  /** Of `read`, what was searched. */
  readonly operation?: Operation;
  readonly gotDataKey: boolean;
  /** The code of the refusal, where there was one. */
  readonly code?: string;
}

/** Searches what travelled for the data key: one attempt for each call. */
export function readAll(exchanges: readonly Exchange[], dataKey: Uint8Array): readonly Attempt[] {
  return exchanges.map((exchange) => ({
    how: "read",
    operation: exchange.operation,
    gotDataKey: isReadable(exchange, dataKey),
  }));
}

/** Opens an exported data key with another key pair than it was exported to. */
export async function openWith(
  pair: RecipientPair,
  exported: Uint8Array,
  dataKey: Uint8Array,
): Promise<Attempt> {
  try {
    const opened = await pair.open(exported);
    const gotDataKey = equalBytes(opened, dataKey);
    wipe(opened);
    return { how: "open", gotDataKey };
  } catch (error) {
    if (error instanceof UnopenedError) return { how: "open", gotDataKey: false };
    throw error;
  }
}

/**
 * Sends the request of an export once more, as somebody who has seen it: as it was, or with a public key of his own.
 *
 * @throws Error where there is no answer
 */
export async function sendSeen(
  how: "repeat" | "swapRecipient",
  connection: Connection,
  { request }: Exchange,
  dataKey: Uint8Array,
  own: RecipientPair,
): Promise<Attempt> {
  const sent = how === "repeat" ? request : withPublicKey(request, own.publicKey);
  try {
    const { ExportedDataKey } = readExchange(exportDataKey, await connection.send(sent));
    return { ...(await openWith(own, ExportedDataKey, dataKey)), how };
  } catch (error) {
    if (error instanceof ServiceError) return { how, gotDataKey: false, code: error.code };
    throw error;
  }
}

/** The same request for another recipient. The signature stays what it was. */
function withPublicKey(request: PlainRequest, publicKey: Uint8Array): PlainRequest {
  const parameters = new URLSearchParams(request.body);
  parameters.set("PublicKeyBlob" satisfies keyof typeof exportDataKey.request.shape, encodeBase64(publicKey));
  return { ...request, body: parameters.toString() };
}
