import { describe, expect, it } from "vitest";
import { createKnownMarks } from "../src/changes/marks.ts";

const mark = (epoch: number, region = "cn-hangzhou", account = "1") => ({ account, region, epoch });

describe("the marks of changes", () => {
  it("tell of each change of others", () => {
    const known = createKnownMarks();
    known.take([]);
    const revisions = [
      [mark(1)],
      [mark(2)],
      [mark(2), mark(1, "")],
      [mark(2), mark(1, ""), mark(5, "", "")],
    ].map((marks) => {
      known.take(marks);
      return known.changesOfOthers;
    });
    expect(new Set(revisions).size).toBe(4);
    known.take([mark(5, "", ""), mark(1, ""), mark(2)]);
    expect(known.changesOfOthers).toBe(revisions[3]);
  });

  it("do not tell of our own changes", () => {
    const known = createKnownMarks();
    known.take([mark(7)]);
    const before = known.changesOfOthers;
    for (const epoch of [8, 10, 9]) known.own(mark(epoch));
    known.take([mark(8)]);
    known.take([mark(10)]);
    expect(known.changesOfOthers).toBe(before);
  });

  it("tell of a change of another's between our own, on either side, and in another scope", () => {
    for (const [own, found] of [
      [[8, 10], 10],
      [[9, 10], 10],
      [[8, 9], 10],
      [[8], 9],
    ] as const) {
      const known = createKnownMarks();
      known.take([mark(7)]);
      const before = known.changesOfOthers;
      for (const epoch of own) known.own(mark(epoch));
      known.take([mark(found)]);
      expect(known.changesOfOthers).not.toBe(before);
    }
    const known = createKnownMarks();
    known.take([mark(7)]);
    const before = known.changesOfOthers;
    known.own(mark(8, "cn-beijing"));
    known.take([mark(8), mark(8, "cn-beijing")]);
    expect(known.changesOfOthers).not.toBe(before);
  });

  it("take a change of our own that is told too late for another's, and then know it", () => {
    const known = createKnownMarks();
    known.take([mark(7)]);
    const before = known.changesOfOthers;
    known.take([mark(8)]);
    known.own(mark(8));
    const between = known.changesOfOthers;
    expect(between).not.toBe(before);
    // Of a database that is of an earlier time, the same number is another change.
    known.take([mark(7)]);
    expect(known.changesOfOthers).not.toBe(between);
    const earlier = known.changesOfOthers;
    known.take([mark(8)]);
    expect(known.changesOfOthers).not.toBe(earlier);
  });

  it("tell of a database that has forgotten some", () => {
    const known = createKnownMarks();
    known.take([mark(7), mark(3, "")]);
    const before = known.changesOfOthers;
    known.take([mark(7)]);
    expect(known.changesOfOthers).not.toBe(before);
  });
});
