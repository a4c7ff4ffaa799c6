/** Settings of a property: so many random cases, times FUZZ_RUNS. */
export function fuzz(cases: number): { readonly numRuns: number } {
  return { numRuns: Math.ceil(cases * Number(process.env["FUZZ_RUNS"] ?? 1)) };
}
