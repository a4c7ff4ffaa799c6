import { encodeRequest, type Operation } from "@keyferry/protocol";
import { thingsUsedBy } from "@keyferry/protocol/examples";
import { accessKey } from "../../connection/access-key.ts";
import { call } from "../../connection/call.ts";
import type { Connection } from "../../connection/connection.ts";
import type { Values } from "../../draft/values.ts";
import { exampleOf } from "./examples.ts";
import { thingsHere, type ThingName } from "./things-here.ts";

/** Values of a form, and which of the things that they name this KMS does not have. */
export interface ExampleValues {
  readonly values: Values;
  readonly missing: readonly ThingName[];
}

/**
 * The values of a sound request, about what this KMS has.
 *
 * @returns undefined where the operation has no example, or nobody has given an access key
 */
export async function exampleValues(
  operation: Operation,
  connection: Connection,
): Promise<ExampleValues | undefined> {
  const example = exampleOf(operation);
  const key = accessKey.peek();
  if (example === undefined || key === undefined) return undefined;
  const { things, missing } = await thingsHere(
    (called, request) => call(connection, key, called, request),
    operation,
    connection.facts,
    thingsUsedBy(example),
  );
  return { values: Object.fromEntries(encodeRequest(operation, example.request(things))), missing };
}
