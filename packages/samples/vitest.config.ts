import { testProject } from "../../tools/presets/vitest.ts";

export default testProject("samples");
