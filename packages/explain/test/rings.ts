import type { Access } from "@keyferry/access";
import { createExplanations, type Explanations, type ExplanationsOptions } from "@keyferry/explain";
import type { Refusal } from "@keyferry/gateway";
import { serviceError, type ErrorCode } from "@keyferry/protocol";
import { start } from "../../gateway/test/requests.ts";

/** A ring whose ids count, and what it could not explain. */
export function createRing(options: Partial<ExplanationsOptions> = {}): {
  readonly explanations: Explanations;
  readonly failures: unknown[];
} {
  let count = 0;
  const failures: unknown[] = [];
  const explanations = createExplanations({
    access: {} as Access,
    diagnoseBlob: () => Promise.reject(new Error("no blob was refused")),
    random: (length) => {
      const bytes = new Uint8Array(length);
      new DataView(bytes.buffer).setUint32(0, ++count);
      return bytes;
    },
    onFault: ({ error }) => void failures.push(error),
    ...options,
  });
  return { explanations, failures };
}

/** A refusal of a request that nothing is known of but what `parts` say. */
export function refusal(code: ErrorCode = "Forbidden.KeyNotFound", parts: Partial<Refusal> = {}): Refusal {
  const error = serviceError(code);
  return {
    ...{ time: start, signingTime: start, requestId: "r", gateway: "public" },
    ...{ error, request: undefined, facts: {} },
    ...parts,
  };
}
