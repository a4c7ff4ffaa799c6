import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { linesOf, runProcess, verify, type End, type ProcessRun } from "./chains.ts";
import { bytes } from "../../gateway/test/requests.ts";

const end: fc.Arbitrary<End> = fc.oneof(
  fc.constantFrom("stopped" as const, "killed" as const),
  fc.integer({ min: 1, max: 400 }),
);

/** A trail of several processes, the last of which was stopped. */
const trail = fc
  .array(fc.record({ records: fc.nat({ max: 4 }), end }), { minLength: 1, maxLength: 4 })
  .map((runs) => {
    const processes = runs.map((run, index): ProcessRun => ({ ...run, id: `chain-${String(index)}` }));
    const file = processes.reduce(runProcess, "");
    return runProcess(file, { id: "chain-last", records: 2, end: "stopped" });
  });

/** A trail and two of its lines, the second later. */
const trailAndLines = trail.chain((file) => {
  const lines = linesOf(file);
  const index = fc.nat({ max: lines.length - 1 });
  return fc
    .tuple(fc.constant(lines), index, index)
    .filter(([, one, other]) => one < other && lines[one] !== lines[other]);
});

const isWhole = async (file: string | Uint8Array) => (await verify([file])).whole;
const fileOf = (lines: readonly string[]) => lines.map((line) => `${line}\n`).join("");

describe("a trail of processes that were stopped or killed", () => {
  it("is whole", async () => {
    await fc.assert(
      fc.asyncProperty(trail, async (file) => {
        expect(await isWhole(file)).toBe(true);
      }),
    );
  });

  it("is not with any byte of any line changed", async () => {
    await fc.assert(
      fc.asyncProperty(trail, fc.nat(), fc.integer({ min: 1, max: 255 }), async (file, at, change) => {
        const altered = bytes(file);
        const index = at % altered.length;
        altered[index] = (altered[index] ?? 0) ^ change;
        expect(await isWhole(altered)).toBe(false);
      }),
      { numRuns: 1000 },
    );
  });

  it("is not with lines removed before its end", async () => {
    await fc.assert(
      fc.asyncProperty(trailAndLines, async ([lines, from, to]) => {
        expect(await isWhole(fileOf([...lines.slice(0, from), ...lines.slice(to)]))).toBe(false);
      }),
    );
  });

  it("is not with two lines in one another's place, nor with one moved", async () => {
    await fc.assert(
      fc.asyncProperty(trailAndLines, async ([lines, one, other]) => {
        const swapped = lines.with(one, lines[other] ?? "").with(other, lines[one] ?? "");
        expect(await isWhole(fileOf(swapped))).toBe(false);
        const moved = lines.toSpliced(one, 1).toSpliced(other, 0, lines[one] ?? "");
        expect(await isWhole(fileOf(moved))).toBe(false);
      }),
    );
  });

  it("is not with a line inserted: a copy, one of another trail, or any text", async () => {
    await fc.assert(
      fc.asyncProperty(trailAndLines, trail, fc.string(), async ([lines, one, other], foreign, text) => {
        const [, strange = ""] = linesOf(foreign.replaceAll("chain-", "other-"));
        for (const line of [lines[other] ?? "", strange, text.replaceAll("\n", " ")]) {
          expect(await isWhole(fileOf(lines.toSpliced(one, 0, line)))).toBe(false);
        }
      }),
    );
  });

  it("is cut unseen only at its end", async () => {
    await fc.assert(
      fc.asyncProperty(trailAndLines, async ([lines, one, other]) => {
        const withoutEnd = await verify([fileOf(lines.slice(0, other))]);
        const anchor = (await verify([fileOf(lines)])).last?.hash ?? "";
        expect((await verify([fileOf(lines.slice(0, other))], { anchor })).whole).toBe(false);
        expect(withoutEnd.lines).toBeGreaterThan(0);
        expect(one).toBeLessThan(other);
      }),
    );
  });

  it("is read to its end, whatever it holds", async () => {
    await fc.assert(
      fc.asyncProperty(fc.uint8Array({ maxLength: 300 }), async (junk) => {
        const { whole, lines } = await verify([junk]);
        expect(lines).toBe(0);
        expect(whole).toBe(junk.length === 0);
      }),
    );
  });
});
