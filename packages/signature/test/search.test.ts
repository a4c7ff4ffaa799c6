import { describe, expect, it } from "vitest";
import { change, type Change } from "../src/diagnosis/change.ts";
import { search } from "../src/diagnosis/search.ts";

/** A search for what is not there, among so many changes, that counts the texts which are built. */
function searched(changes: number, textOf: (marks: ReadonlySet<number>) => string) {
  let built = 0;
  const found = search<ReadonlySet<number>>(
    {
      base: new Set(),
      changes: Array.from({ length: changes }, (_, index): Change<ReadonlySet<number>> =>
        change("other method", (marks) => new Set([...marks, index]), String(index)),
      ),
      textOf: (marks) => {
        built += 1;
        return textOf(marks);
      },
      keyOf: () => null,
      macOf: () => Uint8Array.of(0),
      size: 10,
    },
    { mac: Uint8Array.of(1) },
  );
  return { ...found, built };
}

describe("a search", () => {
  it("ends when all pairs were tried", () => {
    const { attempts, built, complete } = searched(20, (marks) => [...marks].join());
    // Nothing, each alone, and each pair.
    expect([attempts, built, complete]).toEqual([1 + 20 + 190, 1 + 20 + 190, true]);
  });

  it("builds no text beyond its limit of signatures", () => {
    const { attempts, built } = searched(300, (marks) => [...marks].join());
    expect([attempts, built]).toEqual([600, 600]);
  });

  it("counts texts that come to the same as well", () => {
    // Two changes together are like none, so that nothing new is signed.
    const { attempts, built } = searched(300, (marks) => (marks.size === 2 ? "" : [...marks].join()));
    expect([attempts, built]).toEqual([301, 1200]);
  });

  it("builds so many characters, and no more", () => {
    const long = "a".repeat(100_000);
    const { built, complete } = searched(100, (marks) =>
      marks.size === 0 ? long : `${long}${[...marks].join()}`,
    );
    expect(built).toBeLessThan(50);
    expect(complete).toBe(false);
  });
});
