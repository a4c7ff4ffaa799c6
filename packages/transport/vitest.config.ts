import { testProject } from "../../tools/presets/vitest.ts";

// Most of these tests wait: for time limits, for pauses.
export default testProject("transport", { maxConcurrency: 8 });
