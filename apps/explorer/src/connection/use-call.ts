import { encodeRequest, type Answered, type Operation, type RequestOf } from "@keyferry/protocol";
import { text } from "../text/text.ts";
import { accessKey, accessKeyNumber } from "./access-key.ts";
import { call } from "./call.ts";
import type { Connection } from "./connection.ts";
import { useOutcome, type Outcome } from "./use-outcome.ts";

/** Calls operations with the access key of the page. */
export type Call = <O extends Operation>(operation: O, request: RequestOf<O>) => Promise<Answered<O>>;

/** Calls an operation, and again whenever request or access key change. */
export function useCall<O extends Operation>(
  connection: Connection,
  operation: O,
  request: RequestOf<O>,
): Outcome<Answered<O>> {
  const madeOf = JSON.stringify([operation.name, ...encodeRequest(operation, request)]);
  return useCalls(connection, madeOf, (each) => each(operation, request));
}

/**
 * Makes some calls, one after another or at once, and again whenever what they are made of or the access key changes.
 *
 * @param madeOf text that is another one for other calls
 */
export function useCalls<T>(
  connection: Connection,
  madeOf: string,
  calls: (call: Call) => Promise<T>,
): Outcome<T> {
  const key = accessKey.value;
  const { needed } = text.value.accessKey;
  const ask = () =>
    key === undefined
      ? Promise.reject(new Error(needed))
      : calls((operation, request) => call(connection, key, operation, request));
  return useOutcome(ask, `${String(accessKeyNumber.value)} ${madeOf}`);
}
