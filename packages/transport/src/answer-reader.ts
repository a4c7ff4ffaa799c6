import { TransportError } from "./errors.ts";

/** Puts the text of an answer together from its parts. */
export interface AnswerReader {
  /** Takes the next bytes. @throws TransportError `oversized` */
  read(bytes: Uint8Array): void;
  /** The whole text. */
  end(): string;
}

/** Makes a reader of UTF-8 that takes so many bytes, and no more. */
export function createAnswerReader(maxBytes: number): AnswerReader {
  const decoder = new TextDecoder();
  let text = "";
  let length = 0;
  return {
    read(bytes) {
      length += bytes.byteLength;
      if (length > maxBytes) {
        throw new TransportError("oversized", `The answer is longer than ${String(maxBytes)} bytes`);
      }
      text += decoder.decode(bytes, { stream: true });
    },
    end: () => text + decoder.decode(),
  };
}
