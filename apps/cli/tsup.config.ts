import { bundleProgram } from "../../tools/presets/tsup.ts";

export default bundleProgram();
