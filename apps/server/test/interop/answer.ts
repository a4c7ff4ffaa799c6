import type { Answer } from "./clients/client-kind.ts";

/**
 * What stands at a path of wire names.
 *
 * @throws Error where there is nothing
 */
export function memberOf(answer: Answer, ...path: readonly string[]): unknown {
  let found: unknown = answer;
  for (const name of path) {
    if (typeof found !== "object" || found === null || !(name in found)) {
      throw new Error(`the answer has no ${path.join(".")}: ${JSON.stringify(answer)}`);
    }
    found = (found as Answer)[name];
  }
  return found;
}

/** Text at a path of wire names. @throws Error where there is none */
export function textOf(answer: Answer, ...path: readonly string[]): string {
  const found = memberOf(answer, ...path);
  if (typeof found !== "string") throw new Error(`${path.join(".")} is not text: ${JSON.stringify(answer)}`);
  return found;
}

/** The bytes of base64 text at a path of wire names. @throws Error where there is no text */
export function bytesOf(answer: Answer, ...path: readonly string[]): Buffer {
  return Buffer.from(textOf(answer, ...path), "base64");
}
