import type { IncomingMessage } from "node:http";
import { maxRequestBytes } from "@keyferry/gateway";

/** How much of a body that is too long is read on before the caller is cut off. */
const maxForgottenBytes = 16 * maxRequestBytes;

/**
 * The whole body, or undefined for one that is too long. That is read on, up to a point, and forgotten: most clients see
 * no answer, only a broken connection, before they have sent all.
 *
 * Rejects when the caller goes away in the middle of it.
 */
export function readBody(request: IncomingMessage): Promise<Buffer | undefined> {
  return new Promise((resolve, reject) => {
    const chunks: Buffer[] = [];
    let length = 0;
    request
      .on("data", (chunk: Buffer) => {
        length += chunk.length;
        if (length <= maxRequestBytes) chunks.push(chunk);
        else if (length <= maxForgottenBytes) chunks.length = 0;
        else {
          request.pause();
          resolve(undefined);
        }
      })
      .on("end", () => {
        if (length > maxRequestBytes) resolve(undefined);
        else resolve(chunks.length === 1 ? chunks[0] : Buffer.concat(chunks));
      })
      .on("error", reject)
      .on("close", () => {
        reject(new Error("the caller went away"));
      });
  });
}
