import { createAuditVerifier, type AuditReport } from "@keyferry/audit";
import type { AnsweredRequest } from "@keyferry/gateway";
import { describe, expect, it } from "vitest";
import { sha256 } from "../../src/playground/tab/sha256.ts";
import { createMemoryTrail, longestTrail, type KeptTrail } from "../../src/playground/tab/memory-trail.ts";

const answered: AnsweredRequest = {
  ...{ time: 1_800_000_000_000, requestId: "b0f5c1a2-0000-4000-8000-000000000001", gateway: "public" },
  ...{ sourceAddress: "127.0.0.1", duration: 1, status: 200, code: undefined, facts: {} },
};

function openTrail(id: string, earlier?: KeptTrail) {
  const clock = () => 1_800_000_000_000;
  return createMemoryTrail({ id, earlier, serverVersion: "0.0.0", clock, pseudonymOf: () => "" });
}

/** What is found when every line that is kept is verified. */
function verify(trail: { kept(): KeptTrail }): AuditReport {
  const { after, lines } = trail.kept();
  const verifier = createAuditVerifier({ sha256, ...(after !== null && { after }) });
  for (const [index, line] of lines.entries()) {
    verifier.add({ file: "audit.log", number: index + 1, bytes: Buffer.from(line), ended: true });
  }
  return verifier.finish();
}

describe("an audit trail in memory", () => {
  it("is a chain that holds", () => {
    const trail = openTrail("one");
    for (let count = 0; count < 3; count += 1) trail.add(answered);
    expect(verify(trail)).toMatchObject({ whole: true, lines: 4, faults: 0 });
  });

  it("goes on from an earlier one, and shows what was changed in that", () => {
    const earlier = openTrail("one");
    for (let count = 0; count < 3; count += 1) earlier.add(answered);
    const { after, lines } = earlier.kept();
    const trail = openTrail("two", { after, lines });
    trail.add(answered);
    const report = verify(trail);
    expect(report).toMatchObject({ whole: true, lines: 6 });
    expect(report.chains.map(({ id }) => id)).toEqual(["one", "two"]);

    const changed = lines.map((line, index) => (index === 2 ? line.replace("200", "403") : line));
    expect(verify(openTrail("two", { after, lines: changed }))).toMatchObject({ whole: false });
    expect(verify(openTrail("two", { after, lines: lines.toSpliced(2, 1) }))).toMatchObject({
      whole: false,
    });
  });

  it("keeps its newest lines alone, and what is kept is a chain still", () => {
    const trail = openTrail("one");
    // The first line opens the chain.
    for (let count = 1; count < longestTrail; count += 1) trail.add(answered);
    expect(trail.kept()).toMatchObject({ after: null, lines: { length: longestTrail } });
    trail.add(answered);
    const kept = trail.kept();
    expect(kept.lines).toHaveLength(longestTrail / 2 + 1);
    expect(kept.after).toMatch(/^[0-9a-f]{64}$/);
    expect(verify(trail)).toMatchObject({ whole: true, lines: kept.lines.length });
    expect(verify(openTrail("two", kept))).toMatchObject({ whole: true });
  });
});
