import { describe, expect, it } from "vitest";
import { aboutError } from "../src/observe/logs.ts";

describe("what the log tells of an error", () => {
  it("is what it says, where it was thrown, and why", () => {
    const cause = Object.assign(new Error("the disk is full"), { code: "ENOSPC" });
    const told = aboutError(new TypeError("it could not be written", { cause }));
    expect(told).toMatchObject({
      type: "TypeError",
      message: "it could not be written",
      cause: { type: "Error", code: "ENOSPC", message: "the disk is full" },
    });
    expect(told.stack).toContain("logs.test.ts");
  });

  it("is nothing else that hangs on it", () => {
    const secret = "the secret of a caller";
    const error = Object.assign(new Error("Invalid URL"), { input: secret, request: { body: secret } });
    const list = new AggregateError([new Error(secret)], "several");
    for (const one of [error, new Error("outer", { cause: error }), list, secret, { secret }]) {
      expect(JSON.stringify(aboutError(one))).not.toContain(secret);
    }
  });

  it("ends where causes go round in a circle", () => {
    const error = new Error("round");
    error.cause = error;
    expect(JSON.stringify(aboutError(error)).match(/"type":"Error"/g)).toHaveLength(6);
  });
});
