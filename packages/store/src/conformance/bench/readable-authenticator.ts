import type { RowAuthenticator, RowField } from "../../row-authenticator.ts";

/** An authenticator for checks: what it authenticates can be read, and it can find a code wrong. It protects nothing. */
export interface ReadableAuthenticator extends RowAuthenticator {
  /** The values of each row that a code was made for, in JSON; bytes are lists of numbers. */
  readonly made: string[];
  /** Finds the code wrong that it is asked about after `sound` others; none, once more are asked for. */
  failAfter(sound: number): void;
}

/** Makes an authenticator whose code of a row is the row itself, as text. */
export function createReadableAuthenticator(): ReadableAuthenticator {
  const made: string[] = [];
  let left = Infinity;
  return {
    made,
    mac(kind, fields) {
      const text = textOf(kind, fields);
      made.push(text);
      return new TextEncoder().encode(text);
    },
    verify(kind, fields, mac) {
      left -= 1;
      return left !== -1 && new TextDecoder().decode(mac) === textOf(kind, fields);
    },
    failAfter(sound) {
      left = sound;
    },
  };
}

function textOf(kind: string, fields: readonly RowField[]): string {
  return JSON.stringify([kind, ...fields.map((field) => (field instanceof Uint8Array ? [...field] : field))]);
}
