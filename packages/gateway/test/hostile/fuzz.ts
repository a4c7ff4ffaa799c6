/**
 * Settings of a property: so many random cases, times FUZZ_RUNS. FUZZ_SEED repeats a run that failed: fast-check prints the
 * seed with the failure.
 */
export function fuzz(cases: number): { readonly numRuns: number; readonly seed?: number } {
  const times = Number(process.env["FUZZ_RUNS"] ?? 1);
  const seed = process.env["FUZZ_SEED"];
  return { numRuns: Math.ceil(cases * times), ...(seed !== undefined && { seed: Number(seed) }) };
}
