import type { GatewayResponse } from "@keyferry/gateway";
import { errorCatalogue, type ErrorCode, type Format } from "@keyferry/protocol";
import { expect } from "vitest";
import { examples } from "../../../../tools/testing/examples.ts";
import type { ActionName } from "./world.ts";
import { answerOf, formatOf, refusalIn, uuid, type Service } from "../service.ts";

/** What is known of a request whose answer is looked at. */
export interface Asked {
  /** Absent where any operation may have been asked for: then a success is none of the documented answers. */
  readonly action?: ActionName;
  /** Absent where the request does not say plainly. */
  readonly format?: Format;
}

/**
 * Expects an answer as documented: that of the operation, or an error of the catalogue with its status and its sentence. It
 * is in the form that was asked for, names the request, and the service itself had no fault.
 */
export function expectDocumented(service: Service, response: GatewayResponse, asked: Asked = {}): void {
  expect(service.faults).toEqual([]);
  const { status, headers, body } = response;
  const requestId = headers["x-acs-request-id"];
  expect(requestId).toMatch(uuid);
  if (asked.format !== undefined) expect(formatOf(response)).toBe(asked.format);
  if (status === 200) {
    if (asked.action === undefined) throw new Error(`nothing was asked for: ${body}`);
    expect(answerOf(examples[asked.action].operation, response).RequestId).toBe(requestId);
    return;
  }
  const refusal = refusalIn(response);
  expect(Object.keys(errorCatalogue)).toContain(refusal.code);
  const row = errorCatalogue[refusal.code as ErrorCode];
  expect(row.status).toBeLessThan(500);
  expect(status).toBe(row.status);
  const [sentence = ""] = row.message.split("<name>");
  expect(refusal.message.startsWith(sentence)).toBe(true);
  expect(refusal.requestId).toBe(requestId);
}

/** Whether the signature of the last request was taken for right, and its nonce for new. */
export function wasAccepted({ answered }: Service): boolean {
  return answered.at(-1)?.facts.principal !== undefined;
}
