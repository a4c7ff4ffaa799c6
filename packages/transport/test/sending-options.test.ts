import { createInProcessTransport, type SendingOptions } from "@keyferry/transport";
import { createPublicTransport } from "@keyferry/transport/node";
import { describe, expect, it } from "vitest";
import { doorOf } from "./door.ts";

const door = doorOf(async () => ({ kind: "answer", status: 200 }));

describe("a number of the options", () => {
  it.each<[string, SendingOptions]>([
    ["timeout", { timeout: 0 }],
    ["timeout", { timeout: Infinity }],
    ["timeout", { timeout: 2 ** 31 }],
    ["maxAnswerBytes", { maxAnswerBytes: -1 }],
    ["retry.attempts", { retry: { attempts: 0 } }],
    ["retry.attempts", { retry: { attempts: NaN } }],
    ["retry.attempts", { retry: { attempts: Infinity } }],
    ["retry.baseDelay", { retry: { baseDelay: -1 } }],
    ["retry.baseDelay", { retry: { baseDelay: NaN } }],
  ])("is refused when it is out of range: %s in %j", (name, options) => {
    const refusal = new RegExp(`^${name} must be a number from`);
    expect(() => createInProcessTransport({ door, ...options })).toThrow(refusal);
    expect(() => createPublicTransport({ region: "cn-hangzhou", ...options })).toThrow(RangeError);
  });
});
