/**
 * The benches. Their figures stand in docs/performance.md.
 *
 *   npm run bench -- [export|fan-out|start|lists|reset|crypto|sm2] [--json FILE] [--runs N]
 *   npm run bench -- padding                                                           whether wrong padding shows in the time
 *   npm run bench -- hostile [PART OF A NAME] [--json FILE] [--runs N]
 *   npm run bench -- [export|fan-out|start|lists|reset|hostile] --tree FOLDER                        the server of another built tree
 *   npm run bench -- [export|start|lists|reset|crypto|sm2] --compare REVISION [--runs N]     this tree beside an earlier one, five times each
 */
import { compareBenches } from "./compare.ts";
import { benchCrypto } from "./crypto/main.ts";
import { benchExport } from "./export/main.ts";
import { benchFanOut } from "./fan-out/main.ts";
import { benchHostile } from "./hostile/main.ts";
import { benchLists } from "./lists/main.ts";
import { readBenchOptions } from "./options.ts";
import { benchPadding } from "./padding/main.ts";
import { benchReset } from "./reset/main.ts";
import { benchStart } from "./start/main.ts";
import { benchSm2 } from "./sm2/main.ts";

const { bench, only, compare, ...options } = readBenchOptions(process.argv.slice(2));
if (compare !== undefined && (bench === "hostile" || bench === "padding")) {
  throw new Error(
    `the bench ${bench} compares within one run, not with an earlier tree: leave out --compare`,
  );
}
if (compare !== undefined) compareBenches({ bench, revision: compare, rounds: 5, runs: options.runs });
else if (bench === "export") await benchExport(options);
else if (bench === "fan-out") await benchFanOut(options);
else if (bench === "start") await benchStart(options);
else if (bench === "lists") await benchLists(options);
else if (bench === "reset") await benchReset(options);
else if (bench === "crypto") await benchCrypto(options);
else if (bench === "sm2") await benchSm2(options);
else if (bench === "padding") await benchPadding();
else if (bench === "hostile") await benchHostile(options, only);
else {
  const all = "export, fan-out, start, lists, reset, crypto, sm2, padding, hostile";
  throw new Error(`there is no bench ${bench}: ${all}`);
}
