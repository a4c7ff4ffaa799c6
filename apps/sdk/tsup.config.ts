import { bundle } from "../../tools/presets/tsup.ts";

export default bundle("src/index.ts", "src/client.ts", "src/node/index.ts");
