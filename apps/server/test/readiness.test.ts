import { setTimeout as sleep } from "node:timers/promises";
import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { createReadiness } from "../src/http/readiness.ts";

beforeEach(() => {
  vi.useFakeTimers({ toFake: ["performance", "setTimeout"] });
});
afterEach(() => {
  vi.useRealTimers();
});

const fail = () => {
  throw new Error("no room");
};

describe("readiness", () => {
  it("names all that does not do its work, be it that it throws or rejects", async () => {
    const log = { info: vi.fn(), error: vi.fn() };
    const checks = { one: fail, two: () => undefined, three: () => Promise.reject(new Error("gone")) };
    expect(await createReadiness(checks, log)()).toEqual(["one", "three"]);
    expect(log.error.mock.calls).toEqual([
      [{ err: new Error("no room"), failing: "one" }, "not ready"],
      [{ err: new Error("gone"), failing: "three" }, "not ready"],
    ]);
  });

  it("is looked at once a second, however many ask, and never twice at once", async () => {
    let looks = 0;
    const slow = async () => {
      looks += 1;
      await sleep(5_000);
    };
    const readiness = createReadiness({ slow }, { info: vi.fn(), error: vi.fn() });
    const answers = Promise.all(Array.from({ length: 100 }, readiness));
    await vi.advanceTimersByTimeAsync(4_000);
    void readiness();
    await vi.advanceTimersByTimeAsync(1_000);
    expect(await answers).toHaveLength(100);
    await vi.advanceTimersByTimeAsync(999);
    await readiness();
    expect(looks).toBe(1);
    await vi.advanceTimersByTimeAsync(1);
    void readiness();
    expect(looks).toBe(2);
  });

  it("is told when it changes, and not at each look", async () => {
    const log = { info: vi.fn(), error: vi.fn() };
    let check: () => unknown = () => undefined;
    const readiness = createReadiness({ store: () => check() }, log);
    const look = async () => {
      await vi.advanceTimersByTimeAsync(1_000);
      return readiness();
    };
    await look();
    expect(log.info).not.toHaveBeenCalled();
    check = fail;
    expect([await look(), await look()]).toEqual([["store"], ["store"]]);
    expect(log.error).toHaveBeenCalledOnce();
    check = () => undefined;
    expect([await look(), await look()]).toEqual([[], []]);
    expect(log.info.mock.calls).toEqual([["ready again"]]);
  });
});
