import { parseArgs } from "node:util";

/** What every bench takes. */
export interface BenchOptions {
  /** File for the rows, as JSON. */
  readonly json: string | undefined;
  /** Measured runs of each scenario; a first one warms up. */
  readonly runs: number;
}

/** Reads the command line: which bench, and how. */
export function readBenchOptions(args: readonly string[]): BenchOptions & { readonly bench: string } {
  const { values, positionals } = parseArgs({
    args: [...args],
    allowPositionals: true,
    options: { json: { type: "string" }, runs: { type: "string", default: "5" } },
  });
  const runs = Number(values.runs);
  if (!Number.isInteger(runs) || runs < 1) throw new Error("--runs takes a whole number from 1 on");
  const [bench = "export"] = positionals;
  return { bench, json: values.json, runs };
}
