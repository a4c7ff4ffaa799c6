import { execFileSync } from "node:child_process";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, expect, it } from "vitest";

const folder = mkdtempSync(join(tmpdir(), "keyferry-allocations-"));
afterAll(() => {
  rmSync(folder, { recursive: true });
});

/** Bytes of V8's heap. Ten runs differ by less than 2 in a hundred; whoever allocates a tenth more says why. */
const usual = 61_300;

it("allocates no more than it did: an ExportDataKey whose keys are known already", () => {
  const sources = ["--conditions=@keyferry/source", "--experimental-strip-types", "--no-warnings"];
  // Room for all that is allocated while it is counted: what is collected would be missed.
  const memory = ["--expose-gc", "--min-semi-space-size=256", "--max-semi-space-size=256"];
  const program = join(import.meta.dirname, "programs/allocations.ts");
  const output = execFileSync(process.execPath, [...sources, ...memory, program, folder], {
    encoding: "utf8",
    timeout: 120_000,
  });
  const bytes = Number(output);
  expect(bytes).toBeGreaterThan(0.9 * usual);
  expect(bytes).toBeLessThan(1.1 * usual);
}, 150_000);
