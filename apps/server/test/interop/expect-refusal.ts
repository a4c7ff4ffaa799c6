import { errorCatalogue, type ErrorCode } from "@keyferry/protocol";
import { expect } from "vitest";
import { Refusal } from "./clients/refusal.ts";

/**
 * Expects a call to be refused, and its users to find the code, the documented status and sentence, and the request id.
 */
export async function expectRefusal(call: Promise<unknown>, code: ErrorCode): Promise<Refusal> {
  const refusal = await call.then(
    () => undefined,
    (error: unknown) => error,
  );
  if (!(refusal instanceof Refusal)) throw new Error(`${code} was expected`, { cause: refusal });
  const { status, message } = errorCatalogue[code];
  expect(refusal).toMatchObject({ code, status });
  expect(refusal.message).toContain(message.split("<")[0]);
  expect(refusal.requestId).toMatch(/^[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}$/);
  return refusal;
}
