import { readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { defineConfig, mergeConfig, type Plugin } from "vite";
import explorer from "./vite.config.ts";

/** What the page may do: run its own files. It asks nobody anything. */
const contentSecurityPolicy = [
  "default-src 'none'",
  ...["script-src", "style-src", "font-src"].map((name) => `${name} 'self'`),
  "img-src 'self' data:",
  "connect-src 'none'",
  "base-uri 'none'",
  "form-action 'none'",
].join("; ");

const { version } = JSON.parse(readFileSync(new URL("package.json", import.meta.url), "utf8")) as {
  readonly version: string;
};

/** Makes the page of the playground of that of the explorer: another program, and the rules that a server would send. */
const playgroundPage: Plugin = {
  name: "playground-page",
  transformIndexHtml: {
    order: "pre",
    handler: (html) => ({
      html: html
        .replace("./src/main.tsx", "./src/playground-main.tsx")
        .replace("<title>Keyferry Explorer</title>", "<title>Keyferry Playground</title>"),
      tags: [
        {
          tag: "meta",
          attrs: { "http-equiv": "Content-Security-Policy", content: contentSecurityPolicy },
          injectTo: "head-prepend",
        },
        { tag: "meta", attrs: { name: "referrer", content: "no-referrer" }, injectTo: "head-prepend" },
      ],
    }),
  },
};

/** Builds the playground into `dist/playground` at the root of the workspace: a folder for any web server. */
export default mergeConfig(
  explorer,
  defineConfig({
    plugins: [playgroundPage],
    define: { "import.meta.env.VITE_KEYFERRY_VERSION": JSON.stringify(version) },
    build: {
      outDir: fileURLToPath(new URL("../../dist/playground", import.meta.url)),
      emptyOutDir: true,
    },
  }),
);
