import { createRequire } from "node:module";
import type fastCheck from "fast-check";

/**
 * fast-check as tests import it: every run tries the same cases, so that no chance decides about it. FUZZ_SEED sets another
 * seed, or `random` a new one for each property; fast-check prints the seed with a failure.
 */
const { default: fc } = createRequire(import.meta.url)("fast-check") as {
  readonly default: typeof fastCheck;
};
const seed = process.env["FUZZ_SEED"] ?? "20160120";
if (seed !== "random") fc.configureGlobal({ ...fc.readConfigureGlobal(), seed: Number(seed) });

export default fc;
