import { StoreError } from "../../errors.ts";

// NUL is not text to PostgreSQL, and a lone surrogate becomes U+FFFD in UTF-8: neither comes back as it went in.
const inexactText = /[\0\p{Surrogate}]/u;

/** Whether every SQL database keeps this text exactly, so that a row may have it. */
export function isExactText(text: string): boolean {
  return !inexactText.test(text);
}

/**
 * Lets a row pass whose texts are all kept exactly.
 *
 * @throws {StoreError} `refused` for any other
 */
export function exact<T extends object>(row: T): T {
  for (const [column, value] of Object.entries(row)) {
    if (typeof value === "string" && !isExactText(value)) {
      throw new StoreError("refused", `The text for ${column} holds NUL or a lone surrogate.`);
    }
  }
  return row;
}
