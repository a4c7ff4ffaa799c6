import type { Plugin } from "esbuild";
import { existsSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { defineConfig, type Options } from "tsup";
import { takeHttpAlone } from "./node-http.ts";
import { writeLicenses } from "./third-party-licenses.ts";

const common: Options = {
  format: "esm",
  target: "node22",
  sourcemap: true,
  clean: true,
  dts: false,
  // Without it, tsup makes "sqlite" of "node:sqlite".
  removeNodeProtocol: false,
};

/** How every package is built: ES modules for Node 22 and later. tsc writes the declarations. */
export function bundle(...entry: string[]) {
  return defineConfig({ ...common, entry });
}

/** The process of a PKCS #11 module, which looks for it under this name. */
const moduleProcess = ["helper/module-process", "crypto-pkcs11/src/helper/module-process.ts"] as const;

/**
 * How a program is built, so that it starts quickly: with all that it needs, from the sources of the packages, and in
 * pieces where it loads something late. pkcs11js is a native module, and stays outside.
 *
 * @param plugins what else is to be done
 */
export function bundleProgram(...plugins: readonly Plugin[]) {
  const [name, file] = moduleProcess;
  const source = fileURLToPath(new URL(`../../packages/${file}`, import.meta.url));
  return defineConfig({
    ...common,
    entry: { main: "src/main.ts", ...(existsSync(source) && { [name]: source }) },
    splitting: true,
    noExternal: [/^(?!pkcs11js$)/],
    external: ["pkcs11js"],
    // CommonJS packages ask for Node's modules by `require`.
    banner: {
      js: 'import { createRequire } from "node:module"; const require = createRequire(import.meta.url);',
    },
    esbuildPlugins: [takeHttpAlone, writeLicenses, ...plugins],
    esbuildOptions(options) {
      options.conditions = ["@keyferry/source"];
      options.minifySyntax = true;
      options.minifyWhitespace = true;
    },
  });
}
