import type { IncomingMessage } from "node:http";
import { joinSecret } from "@keyferry/bytes";
import { maxRequestBytes } from "@keyferry/gateway";
import type { RequestFault } from "./request-fault.ts";

/** How much of a body that is too long is read on before the caller is cut off. */
const maxForgottenBytes = 16 * maxRequestBytes;
/** In how many pieces a body may arrive, be they chunks or what the network makes of it: each is work. */
const maxPieces = 512;

const tooLong: RequestFault = { code: "RequestEntityTooLarge" };
const tooManyPieces: RequestFault = {
  code: "RequestEntityTooLarge",
  reason: `The body came in more than ${String(maxPieces)} pieces: send larger chunks`,
};

/**
 * The whole body, or why it is not taken: it is too long, or in more than 512 pieces. One that is too long is read on, up
 * to a point, and forgotten: most clients see no answer, only a broken connection, before they have sent all.
 *
 * Rejects when the caller goes away in the middle of it.
 */
export function readBody(request: IncomingMessage): Promise<Uint8Array | RequestFault> {
  return new Promise((resolve, reject) => {
    const chunks: Buffer[] = [];
    let length = 0;
    let pieces = 0;
    const take = (chunk: Buffer) => {
      length += chunk.length;
      pieces += 1;
      if (pieces > maxPieces) cut(tooManyPieces);
      else if (length <= maxRequestBytes) chunks.push(chunk);
      else if (length <= maxForgottenBytes) chunks.length = 0;
      else cut(tooLong);
    };
    const cut = (fault: RequestFault) => {
      request.off("data", take).pause();
      // The parser hands over all that came in one read of the network, 64 kB of chunks of a byte too: it goes nowhere.
      request.push = () => false;
      resolve(fault);
    };
    request
      .on("data", take)
      .on("end", () => {
        if (length > maxRequestBytes) resolve(tooLong);
        else resolve(chunks.length === 1 && chunks[0] !== undefined ? chunks[0] : joinSecret(...chunks));
      })
      .on("error", reject)
      .on("close", () => {
        reject(new Error("the caller went away"));
      });
  });
}
