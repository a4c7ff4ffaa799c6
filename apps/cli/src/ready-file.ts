import { createReadStream } from "node:fs";
import { text } from "node:stream/consumers";

/** Where each gateway of a running server listens, as far as a client needs it. */
export interface ReadyFile {
  /** Origin of the public gateway, such as `http://127.0.0.1:7788`. */
  readonly public: string;
}

/** In bytes; a ready file has a few hundred. */
const maxLength = 65_536;

/**
 * Reads the file that a server writes once it accepts.
 *
 * @returns undefined where there is none
 * @throws Error for a file of another form
 */
export async function readReadyFile(path: string): Promise<ReadyFile | undefined> {
  let json: string;
  try {
    json = await text(createReadStream(path, { end: maxLength - 1 }));
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === "ENOENT") return undefined;
    throw error;
  }
  const content = JSON.parse(json) as unknown;
  if (
    typeof content === "object" &&
    content !== null &&
    "public" in content &&
    typeof content.public === "string"
  ) {
    return { public: content.public };
  }
  throw new Error("it names no public gateway");
}
