import { readFile } from "node:fs/promises";
import { fileURLToPath } from "node:url";

/** Path of the program `keyferry-server`, which is started as a process of its own. */
export async function findServerProgram(): Promise<string> {
  const manifestUrl = import.meta.resolve("@keyferry/server/package.json");
  const { bin } = JSON.parse(await readFile(fileURLToPath(manifestUrl), "utf8")) as {
    readonly bin: { readonly "keyferry-server": string };
  };
  return fileURLToPath(new URL(bin["keyferry-server"], manifestUrl));
}
