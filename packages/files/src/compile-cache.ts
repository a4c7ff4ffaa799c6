import { lstatSync } from "node:fs";
import { enableCompileCache } from "node:module";
import { homedir } from "node:os";
import { join } from "node:path";
import { makeFolder } from "./make-folder.ts";
import { currentUser } from "./user.ts";

/**
 * Has V8 keep the code that it compiles from now on, so that the next start is quicker: in the folder `keyferry` of the user's
 * folder for caches (XDG Base Directory Specification). V8 runs what it finds there, so the folder must be this user's, no
 * link, and nobody else's to write: otherwise nothing is kept, and nothing is said, since it is for speed alone. Node's own
 * place is a folder of a known name in /tmp, where another user can be first.
 *
 * @returns whether there is such a folder
 */
export function useCompileCache(
  environment: Readonly<Record<string, string | undefined>> = process.env,
): boolean {
  try {
    const caches = environment["XDG_CACHE_HOME"] || join(homedir(), ".cache");
    const folder = join(caches, "keyferry");
    makeFolder(folder, 0o700);
    if (!isOurs(folder)) return false;
    enableCompileCache(folder);
    return true;
  } catch {
    return false;
  }
}

function isOurs(folder: string): boolean {
  const stats = lstatSync(folder);
  const user = currentUser();
  if (!stats.isDirectory()) return false;
  return user === undefined || (stats.uid === user.uid && (stats.mode & 0o022) === 0);
}
