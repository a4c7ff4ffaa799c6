import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { onTestFinished } from "vitest";

/** A file of its own for a test, gone when the test is. */
export function fileWith(text: string): string {
  const file = join(folder(), "file");
  writeFileSync(file, text, { mode: 0o600 });
  return file;
}

/** The name of a file that is not there. */
export function absentFile(): string {
  return join(folder(), "absent");
}

function folder(): string {
  const path = mkdtempSync(join(tmpdir(), "keyferry-credentials-"));
  onTestFinished(() => {
    rmSync(path, { recursive: true });
  });
  return path;
}
