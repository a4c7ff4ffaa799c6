import { build } from "esbuild";
import { fileURLToPath } from "node:url";

/** A program in one file, as a browser loads it. */
export interface Bundle {
  readonly code: string;
  /** What it would still load at run time. */
  readonly imports: readonly string[];
}

/** Bundles a source file of this package with all that it imports. What a browser does not have cannot be bundled. */
export async function bundleForBrowsers(file: string): Promise<Bundle> {
  const { outputFiles, metafile } = await build({
    entryPoints: [fileURLToPath(new URL(file, import.meta.url))],
    bundle: true,
    write: false,
    metafile: true,
    platform: "browser",
    format: "esm",
    conditions: ["@keyferry/source"],
    legalComments: "none",
    logLevel: "silent",
  });
  const [output] = outputFiles;
  if (output === undefined) throw new Error("esbuild wrote nothing");
  const imports = Object.values(metafile.outputs).flatMap((one) => one.imports.map(({ path }) => path));
  return { code: output.text, imports };
}
