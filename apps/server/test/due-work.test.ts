import { once } from "node:events";
import { setImmediate as nextTurn } from "node:timers/promises";
import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { createClosing, type Closing } from "../src/closing.ts";
import { startDueWork } from "../src/due-work.ts";

const minute = 60_000;
const hour = 60 * minute;

let closing: Closing;
let ending: AbortController;
const reportFault = vi.fn();
const works = {
  purgeDueKeys: vi.fn(async () => 0),
  purgeDueSecrets: vi.fn(async () => 0),
  rotateDueKeys: vi.fn(async () => 0),
  rotateDueSecrets: vi.fn(async () => 0),
};

beforeEach(() => {
  vi.useFakeTimers();
  closing = createClosing();
  ending = new AbortController();
});
afterEach(async () => {
  await closing.run();
  vi.resetAllMocks();
  vi.useRealTimers();
});

const start = ({ hasRotationHook = true } = {}) =>
  startDueWork(works, { closing, ending, hasRotationHook, reportFault });
const times = () => Object.values(works).map((work) => work.mock.calls.length);
const told = () => reportFault.mock.calls.map(([error]) => (error as Error).message);

/** Has the rotation of secrets fail once, with what has become of each of some. */
function failOnce(...failures: readonly Error[]): void {
  works.rotateDueSecrets.mockRejectedValueOnce(
    new AggregateError(failures, `some are left: ${String(failures.length)}`),
  );
}

const broken = (name: string) => new Error(`${name} has the value from before`);

describe("what has become due", () => {
  it("is told to be done only where all of it is", async () => {
    const purge = start();
    expect(await purge()).toBe(true);
    works.purgeDueKeys.mockRejectedValueOnce(new Error("the module is away"));
    expect(await purge()).toBe(false);
    expect(told()).toEqual(["the module is away"]);
    expect(await purge()).toBe(true);
  });

  it("is looked for at the start and once an hour, and sooner where something is left", async () => {
    start();
    await vi.advanceTimersByTimeAsync(hour - 1);
    expect(times()).toEqual([1, 1, 1, 1]);
    failOnce(broken("a"));
    await vi.advanceTimersByTimeAsync(1);
    expect(times()).toEqual([2, 2, 2, 2]);
    expect(told()).toEqual(["a has the value from before", "some are left: 1"]);
    await vi.advanceTimersByTimeAsync(minute);
    expect(times()).toEqual([2, 2, 2, 3]);
    await vi.advanceTimersByTimeAsync(hour - minute);
    expect(times()).toEqual([3, 3, 3, 3]);
    await vi.advanceTimersByTimeAsync(minute);
    expect(times()).toEqual([3, 3, 3, 4]);
  });

  it("is done each hour whatever is waited for elsewhere, and is not begun twice", async () => {
    let answer: (count: number) => void = () => undefined;
    works.rotateDueSecrets.mockImplementationOnce(
      () =>
        new Promise((resolve) => {
          answer = resolve;
        }),
    );
    const purge = start();
    await vi.advanceTimersByTimeAsync(2 * hour);
    expect(times()).toEqual([3, 3, 3, 1]);
    const asked = Promise.all([purge(), purge()]);
    await vi.advanceTimersByTimeAsync(0);
    expect(times()).toEqual([4, 4, 4, 1]);
    answer(0);
    expect(await asked).toEqual([true, true]);
    expect(times()).toEqual([4, 4, 4, 2]);
  });

  it("is tried again after a minute, twice as long each time, and after a minute when something else fails", async () => {
    failOnce(broken("a"));
    start();
    await vi.advanceTimersByTimeAsync(0);
    failOnce(broken("a"));
    await vi.advanceTimersByTimeAsync(minute);
    expect(works.rotateDueSecrets).toHaveBeenCalledTimes(2);
    failOnce(broken("a"), broken("b"));
    await vi.advanceTimersByTimeAsync(2 * minute - 1);
    expect(works.rotateDueSecrets).toHaveBeenCalledTimes(2);
    await vi.advanceTimersByTimeAsync(1);
    expect(works.rotateDueSecrets).toHaveBeenCalledTimes(3);
    await vi.advanceTimersByTimeAsync(minute);
    expect(works.rotateDueSecrets).toHaveBeenCalledTimes(4);
  });

  it("has not failed where somebody else is at a secret, and is looked for again after a minute each time", async () => {
    failOnce();
    const purge = start();
    expect(await purge()).toBe(false);
    failOnce();
    await vi.advanceTimersByTimeAsync(minute);
    expect(told()).toEqual([]);
    failOnce(broken("a"));
    await vi.advanceTimersByTimeAsync(minute);
    expect(told()).toEqual(["a has the value from before", "some are left: 1"]);
    await vi.advanceTimersByTimeAsync(minute);
    expect(works.rotateDueSecrets).toHaveBeenCalledTimes(4);
  });

  it("is looked for no more when the server stops, and nothing is told of what that has broken off", async () => {
    let closed: Promise<void> | undefined;
    works.rotateDueSecrets.mockImplementationOnce(async () => {
      closed = closing.run();
      throw new Error("broken off");
    });
    const purge = start();
    expect(await purge()).toBe(false);
    await vi.advanceTimersByTimeAsync(2 * hour);
    expect(await purge()).toBe(false);
    expect(works.rotateDueSecrets).toHaveBeenCalledOnce();
    expect(told()).toEqual([]);
    await closed;
  });

  it("is waited for when the server stops, once it is told to end", async () => {
    const happened: string[] = [];
    works.rotateDueSecrets.mockImplementationOnce(async () => {
      await once(ending.signal, "abort");
      happened.push("told to end");
      await nextTurn();
      happened.push("ended");
      return 0;
    });
    start();
    await vi.advanceTimersByTimeAsync(0);
    await closing.run();
    expect(happened).toEqual(["told to end", "ended"]);
  });

  it("does not keep a server for long that stops", async () => {
    works.purgeDueKeys.mockReturnValueOnce(new Promise(() => undefined));
    start();
    await vi.advanceTimersByTimeAsync(0);
    await closing.run();
    expect(works.purgeDueKeys).toHaveBeenCalledOnce();
  });

  it("says of secrets that nothing renews what would", async () => {
    failOnce(broken("a"));
    expect(await start({ hasRotationHook: false })()).toBe(false);
    const messages = reportFault.mock.calls.map(([, { message }]) => message as string);
    expect(messages.join("; ")).toContain("--secret-rotation-hook");
    expect(messages.join("; ")).not.toContain("again");
  });
});
