import { encodeRequest, readAnswer, type Answered, type Operation, type RequestOf } from "@keyferry/protocol";
import type { AccessKey, Connection } from "./connection.ts";
import { signedCall } from "./signed-call.ts";

/**
 * Calls an operation as the views do that need its answer and not its looks.
 *
 * @throws ServiceError what the service answered
 * @throws Error where there is no answer
 */
export async function call<O extends Operation>(
  connection: Connection,
  key: AccessKey,
  operation: O,
  request: RequestOf<O>,
): Promise<Answered<O>> {
  const parameters = Object.fromEntries(encodeRequest(operation, request));
  const { answer } = await signedCall(connection, operation, parameters, key);
  return readAnswer(operation, { status: answer.status, text: answer.body, format: "JSON" });
}
