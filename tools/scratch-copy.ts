import { execFileSync } from "node:child_process";
import { cpSync, existsSync, mkdtempSync, rmSync } from "node:fs";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";

/** The folder of the project. */
export const root = fileURLToPath(new URL("../", import.meta.url));

/**
 * A copy of the project to try things in, beside it: the tracked files, and what is installed and built as links to the same
 * files, which are to be replaced there and not written into. The links between workspaces are relative, and so stay in the copy.
 *
 * @param purpose a word in the name of its folder
 * @param built whether what is built is there too
 */
export function scratchCopy(purpose: string, { built }: { readonly built: boolean }) {
  const folder = mkdtempSync(join(dirname(root), `keyferry-${purpose}-`));
  const tracked = execFileSync("git", ["ls-files", "-z"], { cwd: root, encoding: "utf8" }).split("\0");
  const files = tracked.filter((file) => file !== "" && existsSync(join(root, file)));
  for (const file of files) cpSync(join(root, file), join(folder, file));
  const workspaces = files.filter((file) => file.endsWith("package.json")).map((file) => dirname(file));
  for (const workspace of workspaces) {
    for (const part of built ? ["node_modules", "dist"] : ["node_modules"]) {
      const from = join(root, workspace, part);
      if (existsSync(from)) execFileSync("cp", ["-al", from, join(folder, workspace, part)]);
    }
  }
  return {
    folder,
    remove: () => {
      rmSync(folder, { recursive: true, force: true });
    },
  };
}
