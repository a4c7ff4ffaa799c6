import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { runProgram } from "./built-program.ts";
import { temporaryFolder } from "./keyferry.ts";

describe("keyferry audit verify", { timeout: 20_000 }, () => {
  it("hands on what keyferry-server says of a trail, and its exit code", async () => {
    const folder = temporaryFolder();
    writeFileSync(join(folder, "empty.log"), "");
    writeFileSync(join(folder, "other.log"), "not a record\n");
    expect(await runProgram(["audit", "verify", "empty.log"], { folder })).toEqual({
      exitCode: 0,
      out: "OK: 0 lines in 0 chains\n",
      err: "",
    });
    expect(await runProgram(["audit", "verify", "other.log"], { folder })).toMatchObject({
      exitCode: 1,
      out: expect.stringContaining("other.log:1: changed: ") as string,
    });
    const { out } = await runProgram(["audit", "verify", "--json", "empty.log", "other.log"], { folder });
    expect(JSON.parse(out)).toMatchObject({ whole: false, findings: [{ file: "other.log", line: 1 }] });
  });
});
