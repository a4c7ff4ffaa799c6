import { StoreError } from "../../errors.ts";
import type { SecretStage } from "../../secrets/records.ts";
import type { BoundVpc, InstanceConnection, InstancePlan } from "../../instances/records.ts";

/** What a row keeps as JSON text: always read whole, and never searched. */
type JsonColumn =
  InstanceConnection | InstancePlan | readonly BoundVpc[] | readonly SecretStage[] | readonly string[];

/** Writes a value into a column. Its texts come back as they are, NUL and lone surrogates included: JSON escapes them. */
export function toJson(value: JsonColumn): string {
  return JSON.stringify(value);
}

/**
 * Reads what {@link toJson} has written into the column.
 *
 * @throws {StoreError} `corrupt` for anything that is not JSON
 */
export function fromJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch (cause) {
    throw new StoreError("corrupt", "A row does not hold the JSON that was written into it.", { cause });
  }
}

/** Reads a column that holds a list of texts. */
export function textsFromJson(text: string): readonly string[] {
  return fromJson(text) as readonly string[];
}
