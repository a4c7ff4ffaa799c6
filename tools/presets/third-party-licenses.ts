import { mkdirSync, readdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import type { Plugin } from "esbuild";

const installed = /^(?:.*\/)?node_modules\/(?:@[^/]+\/)?[^/]+/;
const licenseFile = /^(?:licen[cs]e|copying|notice)(?:\.|-|$)/i;

/** Writes the licenses of all packages that a bundle holds beside it, as they ask for. */
export const writeLicenses: Plugin = {
  name: "third-party-licenses",
  setup(build) {
    const { outdir = "dist" } = build.initialOptions;
    build.initialOptions.metafile = true;
    build.onEnd(({ metafile }) => {
      const folders = new Set<string>();
      for (const { inputs } of Object.values(metafile?.outputs ?? {})) {
        for (const input of Object.keys(inputs)) {
          const [folder] = installed.exec(input) ?? [];
          if (folder !== undefined) folders.add(folder);
        }
      }
      // What writes the bundle itself may come later.
      mkdirSync(outdir, { recursive: true });
      writeFileSync(join(outdir, "THIRD-PARTY-LICENSES.txt"), [...folders].map(licenseOf).sort().join("\n"));
    });
  },
};

function licenseOf(folder: string): string {
  const { name, version, license } = JSON.parse(readFileSync(join(folder, "package.json"), "utf8")) as {
    readonly name: string;
    readonly version: string;
    readonly license?: string;
  };
  const texts = readdirSync(folder)
    .filter((file) => licenseFile.test(file))
    .map((file) => readFileSync(join(folder, file), "utf8").trim());
  if (texts.length === 0 && license === undefined) throw new Error(`${name} says nothing of its license`);
  return `${name} ${version} (${license ?? "see below"})\n\n${texts.join("\n\n")}\n\n${"-".repeat(80)}\n`;
}
