import { encodeRequest, readAnswer, type Answered, type Operation, type RequestOf } from "@keyferry/protocol";
import type { AccessKey, Connection, PlainAnswer, PlainRequest } from "../../connection/connection.ts";
import { signedCall } from "../../connection/signed-call.ts";

/** A request and its answer, as they travelled. */
export interface Exchange {
  readonly operation: Operation;
  readonly request: PlainRequest;
  readonly answer: PlainAnswer;
}

/** Calls an operation, and tells what travelled, before anything is made of it. */
export type RecordedCall = <O extends Operation>(operation: O, request: RequestOf<O>) => Promise<Answered<O>>;

/**
 * Makes calls whose requests and answers are told as they travelled.
 *
 * @returns a function that throws ServiceError for what the service refused, Error where there is no answer
 */
export function recordedCalls(
  connection: Connection,
  key: AccessKey,
  onExchange: (exchange: Exchange) => void,
): RecordedCall {
  return async (operation, request) => {
    const parameters = Object.fromEntries(encodeRequest(operation, request));
    const sent = await signedCall(connection, operation, parameters, key, { scheme: "V1", format: "JSON" });
    onExchange({ operation, ...sent });
    return readExchange(operation, sent.answer);
  };
}

/** Reads an answer. @throws ServiceError what the service refused */
export function readExchange<O extends Operation>(operation: O, { status, body }: PlainAnswer): Answered<O> {
  return readAnswer(operation, { status, text: body, format: "JSON" });
}
