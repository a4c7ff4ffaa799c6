import { execFileSync } from "node:child_process";
import { rmSync } from "node:fs";
import { join } from "node:path";
import { afterAll, expect, it } from "vitest";
import { newFolder } from "./running-server.ts";

const folder = newFolder();
afterAll(() => {
  rmSync(folder, { recursive: true });
});

/** Whoever follows a request must read them all: a further one must be worth it. */
const mostFiles = 50;

it("goes through few files from the socket to the bytes: an ExportDataKey whose keys are known already", () => {
  const options = ["--conditions=@keyferry/source", "--experimental-strip-types", "--no-warnings"];
  const program = join(import.meta.dirname, "programs/files-of-a-request.ts");
  const output = execFileSync(process.execPath, [...options, program, join(folder, "data")], {
    encoding: "utf8",
    // V8 does not count what is called in code that it finds compiled.
    env: { ...process.env, NODE_DISABLE_COMPILE_CACHE: "1" },
    timeout: 60_000,
  });
  const files = output.trim().split("\n");
  // Where a request begins, and where it does its work.
  expect(files).toContain("apps/server/src/http/listener.ts");
  expect(files).toContain("packages/crypto-node/src/rsa-oaep.ts");
  expect(files.length, files.join("\n")).toBeLessThanOrEqual(mostFiles);
}, 90_000);
