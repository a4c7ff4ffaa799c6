import type { Plugin } from "esbuild";

/**
 * Has a program take `node:http` as CommonJS does. An import of it reads all that the module exports, WebSocket among them,
 * for which Node loads its HTTP client: 30 milliseconds of a start, for what nobody asks for.
 */
export const takeHttpAlone: Plugin = {
  name: "node-http",
  setup(build) {
    build.onResolve({ filter: /^(?:node:)?http$/ }, ({ kind }) =>
      kind === "import-statement" ? { path: "node:http", namespace: "node-http" } : undefined,
    );
    build.onLoad({ filter: /.*/, namespace: "node-http" }, () => ({
      contents: 'module.exports = process.getBuiltinModule("node:http");',
    }));
  },
};
