import { describeTriedBackend } from "../../../tools/testing/tried-backend-suite.ts";
import { softwarePrimitives } from "../src/primitives.ts";

describeTriedBackend(softwarePrimitives, {
  spoilt: ([kind]) => (kind === "keyPairs" ? 25 : 500),
});
