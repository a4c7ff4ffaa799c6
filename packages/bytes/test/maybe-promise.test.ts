import { andFinally, andThen } from "@keyferry/bytes";
import { describe, expect, it } from "vitest";

describe("a value or a promise of it", () => {
  it("is passed on at once where it is a value, later where it is a promise", async () => {
    expect(andThen(1, (value) => value + 1)).toBe(2);
    const later = andThen(Promise.resolve(1), (value) => value + 1);
    expect(later).toBeInstanceOf(Promise);
    expect(await later).toBe(2);
  });

  it("is cleaned up after at once where it is a value", () => {
    const events: string[] = [];
    const value = andFinally(
      () => events.push("work"),
      () => events.push("done"),
    );
    expect(value).toBe(1);
    expect(events).toEqual(["work", "done"]);
  });

  it("is cleaned up after where work throws", () => {
    let done = 0;
    const work = () => {
      throw new Error("work");
    };
    expect(() => andFinally(work, () => (done += 1))).toThrow("work");
    expect(done).toBe(1);
  });

  it.each([() => Promise.resolve("kept"), () => Promise.reject(new Error("broken"))])(
    "is cleaned up after once its promise has settled",
    async (work) => {
      let done = 0;
      const settled = andFinally(work, () => (done += 1));
      expect(done).toBe(0);
      await Promise.allSettled([settled]);
      expect(done).toBe(1);
    },
  );
});
