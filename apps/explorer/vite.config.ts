import { defineConfig } from "vite";

/** Builds the explorer from the sources of the packages, with addresses that hold below any path. */
export default defineConfig({
  base: "./",
  resolve: { conditions: ["@keyferry/source", "browser", "module", "import", "default"] },
  oxc: { jsx: { runtime: "automatic", importSource: "preact" } },
  build: {
    target: "es2023",
    assetsDir: "files",
    // The page's rules for scripts allow no inline text, and old browsers are not served.
    modulePreload: { polyfill: false },
    assetsInlineLimit: 0,
    license: { fileName: "THIRD-PARTY-LICENSES.md" },
  },
});
