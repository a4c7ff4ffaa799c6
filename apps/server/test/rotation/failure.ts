import { RotationHookError } from "@keyferry/kms";
import { expect } from "vitest";

/** What a question is refused with, which holds nothing of what the hook has said. */
export async function failureOf(asked: Promise<unknown>): Promise<string> {
  const error: unknown = await asked.catch((reason: unknown) => reason);
  expect(error).toBeInstanceOf(RotationHookError);
  const { message, cause } = error as RotationHookError;
  expect([message, cause]).toEqual([expect.not.stringContaining("hush"), undefined]);
  return message;
}
