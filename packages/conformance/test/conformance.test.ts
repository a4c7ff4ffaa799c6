import { expect, it } from "vitest";
import { expectFailure, expectSame, expectTrue, failureOf, withOpen } from "@keyferry/conformance";

class RefusedError extends Error {
  readonly reason: "late" | "unknown";
  constructor(reason: "late" | "unknown") {
    super(reason);
    this.reason = reason;
  }
}

const refuse = () => {
  throw new RefusedError("late");
};

it("says what was expected and found", async () => {
  expectTrue(true, "nothing");
  expect(() => {
    expectTrue(false, "a key");
  }).toThrow("expected a key");
  expect(() => {
    expectSame("a", "b");
  }).toThrow('expected "b", found "a"');
  await expect(failureOf("a call", async () => Promise.resolve(4))).rejects.toThrow(
    "expected a call to fail, found 4",
  );
  await expect(expectFailure(RefusedError, "unknown", "a call", refuse)).rejects.toThrow(
    'expected a call to fail with a RefusedError of the reason "unknown", found "late"',
  );
  await expect(
    expectFailure(RefusedError, undefined, "a call", () => {
      throw new TypeError("a bug");
    }),
  ).rejects.toThrow("expected a call to fail with a RefusedError, found another failure");
});

it("gives the failure, thrown at once or by a promise", async () => {
  const { reason } = await expectFailure(RefusedError, ["unknown", "late"], "a call", refuse);
  expect(reason).toBe("late");
  const failure = new RefusedError("unknown");
  expect(await expectFailure(RefusedError, undefined, "a call", () => Promise.reject(failure))).toBe(failure);
});

it("closes what was opened, whether the work fails or not", async () => {
  let closed = 0;
  const opened = { close: () => (closed += 1) };
  await withOpen(opened, async () => Promise.resolve());
  await expect(
    withOpen(Promise.resolve(opened), async () => Promise.reject(new Error("broken"))),
  ).rejects.toThrow("broken");
  expect(closed).toBe(2);
});
