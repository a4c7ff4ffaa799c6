import { build } from "esbuild";
import { describe, expect, it } from "vitest";

/** What a program for browsers would take from outside of it. */
async function importsOf(program: string): Promise<readonly string[]> {
  const { metafile } = await build({
    stdin: { contents: program, resolveDir: import.meta.dirname },
    bundle: true,
    conditions: ["@keyferry/source"],
    external: ["node:*"],
    format: "esm",
    logLevel: "silent",
    metafile: true,
    platform: "browser",
    write: false,
  });
  return Object.values(metafile.outputs).flatMap(({ imports }) => imports.map(({ path }) => path));
}

describe("the parts for browsers", () => {
  it.each(["@keyferry/transport", "@keyferry/transport/conformance"])(
    "need nothing of Node: %s",
    async (part) => {
      expect(await importsOf(`import * as part from "${part}"; console.log(part);`)).toEqual([]);
    },
  );

  it("are all but the Node entry", async () => {
    const imports = await importsOf('import * as part from "@keyferry/transport/node"; console.log(part);');
    expect(imports).toContain("node:https");
  });
});
