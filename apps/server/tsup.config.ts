import { placeFolder } from "../../tools/presets/place-folder.ts";
import { bundleProgram } from "../../tools/presets/tsup.ts";

export default bundleProgram(
  {
    main: "src/main.ts",
    // The process of a PKCS #11 module, which looks for it there.
    "helper/module-process": "../../packages/crypto-pkcs11/src/helper/module-process.ts",
  },
  placeFolder("../explorer/dist", "explorer"),
);
