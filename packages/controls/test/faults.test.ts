import { createFaults, type FaultRule } from "@keyferry/controls";
import { DroppedCall } from "@keyferry/gateway";
import { operations } from "@keyferry/protocol";
import fc from "fast-check";
import { describe, expect, it } from "vitest";

const names = ["Encrypt", "Decrypt"] as const;
type Name = (typeof names)[number];

/** What becomes of calls, one after another: how long each has waited, and how it ended. */
async function outcomes(rules: readonly FaultRule[], calls: readonly Name[]): Promise<readonly string[]> {
  let waited = 0;
  const faults = createFaults(async (milliseconds) => {
    waited += milliseconds;
  });
  for (const rule of rules) faults.add(rule);
  const all: string[] = [];
  for (const name of calls) {
    waited = 0;
    let end = "done";
    try {
      await faults.interfere(operations[name]);
    } catch (error) {
      end = error instanceof DroppedCall ? "dropped" : (error as { readonly code: string }).code;
    }
    all.push(`${end} ${String(waited)}`);
  }
  return all;
}

/** The same, counted from the beginning for each call. */
function expected(rules: readonly FaultRule[], calls: readonly Name[]): readonly string[] {
  return calls.map((name, index) => {
    const met = rules.filter(({ operation, next, every }) => {
      if (operation !== undefined && operation !== name) return false;
      const count = calls
        .slice(0, index + 1)
        .filter((call) => operation === undefined || call === operation).length;
      return next === undefined ? count % (every ?? 1) === 0 : count <= next;
    });
    const delay = met.reduce((sum, rule) => sum + (rule.delay ?? 0), 0);
    const first = met.find(({ error, drop }) => error !== undefined || drop);
    return `${first === undefined ? "done" : (first.error ?? "dropped")} ${String(delay)}`;
  });
}

const when = fc.oneof(
  fc.record({ next: fc.integer({ min: 1, max: 5 }) }),
  fc.record({ every: fc.integer({ min: 1, max: 4 }) }),
);
const what = fc.oneof(
  fc.record({ delay: fc.integer({ min: 1, max: 100 }) }),
  fc.record({ error: fc.constantFrom("InternalFailure" as const, "Rejected.Throttling" as const) }),
  fc.constant({ drop: true as const }),
);
const whose = fc.oneof(fc.constant({}), fc.record({ operation: fc.constantFrom(...names) }));
const rule: fc.Arbitrary<FaultRule> = fc.tuple(whose, when, what).map(([a, b, c]) => ({ ...a, ...b, ...c }));

describe("faults", () => {
  it("meet the calls that their rules say, whatever others there are", async () => {
    const cases = fc.tuple(
      fc.array(rule, { maxLength: 5 }),
      fc.array(fc.constantFrom(...names), { maxLength: 20 }),
    );
    await fc.assert(
      fc.asyncProperty(cases, async ([rules, calls]) => {
        expect(await outcomes(rules, calls)).toEqual(expected(rules, calls));
      }),
    );
  });

  it("cost a call nothing where there are none", () => {
    const faults = createFaults(async () => undefined);
    expect(faults.interfere(operations.Decrypt)).toBeUndefined();
  });

  it("are a hundred at the most", () => {
    const faults = createFaults(async () => undefined);
    for (let rules = 0; rules < 100; rules++) faults.add({ next: 1, drop: true });
    expect(() => faults.add({ next: 1, drop: true })).toThrow("a hundred faults at a time");
  });
});
