import { describeTriedBackend } from "../../../tools/testing/tried-backend-suite.ts";
import { nodePrimitives } from "../src/primitives.ts";

// 100,000 and some in all.
describeTriedBackend(nodePrimitives, {
  spoilt: ([kind, , , algorithm]) => (kind === "ciphers" ? 27_000 : algorithm === undefined ? 5_000 : 250),
});
