import { bundle } from "../../tools/presets/tsup.ts";

export default bundle("src/index.ts");
