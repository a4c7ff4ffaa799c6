import { bundle } from "../../tools/presets/tsup.ts";

export default bundle(
  "src/index.ts",
  "src/openapi.ts",
  "src/examples.ts",
  "src/operations/*/*.ts",
  "!src/operations/*/*.example.ts",
);
