import { defineConfig } from "tsup";

export default defineConfig({
  entry: ["src/index.ts", "src/node/index.ts", "src/conformance.ts"],
  format: "esm",
  target: "node22",
  sourcemap: true,
  clean: true,
  dts: false,
  removeNodeProtocol: false,
});
