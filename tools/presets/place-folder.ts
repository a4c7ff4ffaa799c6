import { cpSync } from "node:fs";
import { join } from "node:path";
import type { Plugin } from "esbuild";

/** Places what another package has built beside a program that serves it. */
export function placeFolder(from: string, name: string): Plugin {
  return {
    name: "place-folder",
    setup(build) {
      build.onEnd(() => {
        cpSync(from, join(build.initialOptions.outdir ?? "dist", name), { recursive: true });
      });
    },
  };
}
