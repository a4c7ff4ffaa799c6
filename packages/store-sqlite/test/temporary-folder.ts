import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll } from "vitest";

/** A folder for the tests of one file or block, deleted after them. */
export interface TemporaryFolder {
  readonly path: string;
  /** A path in it that nothing has yet. */
  newFile(): string;
}

export function temporaryFolder(): TemporaryFolder {
  const path = mkdtempSync(join(tmpdir(), "keyferry-store-"));
  let files = 0;
  afterAll(() => {
    rmSync(path, { recursive: true, force: true });
  });
  return {
    path,
    newFile: () => {
      files += 1;
      return join(path, `${String(files)}.db`);
    },
  };
}
