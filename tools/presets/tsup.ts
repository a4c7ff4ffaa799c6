import { defineConfig } from "tsup";

/** How every package is built: ES modules for Node 22 and later. tsc writes the declarations. */
export function bundle(...entry: string[]) {
  return defineConfig({
    entry,
    format: "esm",
    target: "node22",
    sourcemap: true,
    clean: true,
    dts: false,
    // Without it, tsup makes "sqlite" of "node:sqlite".
    removeNodeProtocol: false,
  });
}
