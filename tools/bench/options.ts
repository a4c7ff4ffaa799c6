import { fileURLToPath } from "node:url";
import { parseArgs } from "node:util";

/** What every bench takes. */
export interface BenchOptions {
  /** File for the rows, as JSON. */
  readonly json: string | undefined;
  /** Measured runs of each scenario; a first one warms up. */
  readonly runs: number;
  /** The built tree whose server is measured, where a server is: this tree, unless `--tree` names another. */
  readonly tree: string;
}

/** Which bench, and how. */
export interface BenchCommand extends BenchOptions {
  readonly bench: string;
  /** Part of the names of what is measured; empty: all. The bench of hostile requests takes it. */
  readonly only: string;
  /** What git calls the state to compare with. */
  readonly compare: string | undefined;
}

/** Reads the command line. */
export function readBenchOptions(args: readonly string[]): BenchCommand {
  const { values, positionals } = parseArgs({
    args: [...args],
    allowPositionals: true,
    options: {
      json: { type: "string" },
      runs: { type: "string", default: "5" },
      tree: { type: "string", default: fileURLToPath(new URL("../../", import.meta.url)) },
      compare: { type: "string" },
    },
  });
  const runs = Number(values.runs);
  if (!Number.isInteger(runs) || runs < 1) throw new Error("--runs takes a whole number from 1 on");
  const [bench = "export", only = ""] = positionals;
  return { bench, only, json: values.json, runs, tree: values.tree, compare: values.compare };
}
