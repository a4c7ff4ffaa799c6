import { AccessError } from "@keyferry/access";
import { CryptoError } from "@keyferry/crypto";
import { StoreError, type RowName } from "@keyferry/store";

/** The row of a failure that says only of what kind it is: its message says which one. */
const unreadableKey: RowName = { table: "key_versions", id: "" };

/**
 * The rows that a failure is about, when they are not as the store has written them: their codes are wrong, what is sealed in
 * them does not open, or what they refer to is not there. Looks at causes, and at every error of several.
 */
export function tamperedRows(failure: unknown): readonly RowName[] {
  const seen = new Set<unknown>();
  const rows: RowName[] = [];
  const look = (error: unknown): void => {
    if (!(error instanceof Error) || seen.has(error)) return;
    seen.add(error);
    const row = rowOf(error);
    if (row !== undefined) rows.push(row);
    else look(error.cause);
    if (error instanceof AggregateError) error.errors.forEach(look);
  };
  look(failure);
  return rows;
}

function rowOf(error: Error): RowName | undefined {
  if (error instanceof StoreError || error instanceof AccessError) return error.row;
  return error instanceof CryptoError && error.reason === "unreadable key" ? unreadableKey : undefined;
}
