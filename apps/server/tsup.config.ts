import { placeFolder } from "../../tools/presets/place-folder.ts";
import { bundleProgram } from "../../tools/presets/tsup.ts";

export default bundleProgram(placeFolder("../explorer/dist", "explorer"));
