import { describe, expect, it, vi } from "vitest";
import { createClosing } from "../src/closing.ts";
import { startPurging } from "../src/purging.ts";

const minute = 60_000;
const hour = 60 * minute;

describe("what has become due", () => {
  it("is told to be done only where all of it is", async () => {
    const closing = createClosing();
    const reportFault = vi.fn();
    const purgeDueKeys = vi.fn(async () => 1);
    const none = async () => 0;
    const kms = { purgeDueKeys, purgeDueSecrets: none, rotateDueKeys: none, rotateDueSecrets: none };
    const purge = startPurging(kms, { closing, reportFault });
    expect(await purge()).toBe(true);
    purgeDueKeys.mockRejectedValueOnce(new Error("the module is away"));
    expect(await purge()).toBe(false);
    expect(reportFault).toHaveBeenCalledOnce();
    expect(await purge()).toBe(true);
    await closing.run();
  });

  it("is looked for at the start and once an hour, and sooner where something is left", async () => {
    vi.useFakeTimers();
    const closing = createClosing();
    try {
      const reportFault = vi.fn();
      const works = {
        purgeDueKeys: vi.fn(async () => 0),
        purgeDueSecrets: vi.fn(async () => 0),
        rotateDueKeys: vi.fn(async () => 0),
        rotateDueSecrets: vi.fn(async () => 0),
      };
      const times = () => Object.values(works).map((work) => work.mock.calls.length);
      startPurging(works, { closing, reportFault });
      await vi.advanceTimersByTimeAsync(hour - 1);
      expect(times()).toEqual([1, 1, 1, 1]);
      const refused = new Error("the program ended with code 3");
      works.rotateDueSecrets.mockRejectedValueOnce(new AggregateError([refused], "some are left: 1"));
      await vi.advanceTimersByTimeAsync(1);
      expect(times()).toEqual([2, 2, 2, 2]);
      expect(reportFault.mock.calls.map(([error]) => (error as Error).message)).toEqual([
        refused.message,
        "some are left: 1",
      ]);
      await vi.advanceTimersByTimeAsync(minute);
      expect(times()).toEqual([3, 3, 3, 3]);
      await vi.advanceTimersByTimeAsync(hour);
      expect(times()).toEqual([4, 4, 4, 4]);
    } finally {
      await closing.run();
      vi.useRealTimers();
    }
  });
});
