import {
  chmodSync,
  chownSync,
  existsSync,
  lstatSync,
  mkdirSync,
  readdirSync,
  statSync,
  symlinkSync,
  writeFileSync,
} from "node:fs";
import { join } from "node:path";
import { currentUser } from "@keyferry/files";
import { describe, expect, it } from "vitest";
import { commandOf, outputOf } from "./programs/run.ts";
import { temporaryFolder } from "./temporary-folder.ts";

/** What the program says with this folder for caches. */
function outcomeIn(caches: string): string {
  // A place that Node was given beforehand stays the one.
  const environment = ["--unset=NODE_COMPILE_CACHE", `XDG_CACHE_HOME=${caches}`];
  return outputOf(["env", ...environment, ...commandOf("use-compile-cache")]).trim();
}

describe("the code that V8 keeps", () => {
  it("is in a folder that is its user's alone", () => {
    const caches = join(temporaryFolder(), "caches");
    expect(outcomeIn(caches)).toBe("true");
    expect(statSync(join(caches, "keyferry")).mode & 0o777).toBe(0o700);
    expect(readdirSync(join(caches, "keyferry"))).toHaveLength(1);
    expect(outcomeIn(caches)).toBe("true");
  });

  it.each([
    [
      "that others can write",
      (folder: string) => {
        mkdirSync(folder);
        chmodSync(folder, 0o777);
      },
    ],
    [
      "that its group can write",
      (folder: string) => {
        mkdirSync(folder);
        chmodSync(folder, 0o770);
      },
    ],
    [
      "that is a link",
      (folder: string) => {
        mkdirSync(`${folder}-elsewhere`);
        symlinkSync(`${folder}-elsewhere`, folder);
      },
    ],
    [
      "that is a file",
      (folder: string) => {
        writeFileSync(folder, "");
      },
    ],
  ])("is not in a folder %s: then none is kept, and none is run", (_, plant) => {
    const caches = temporaryFolder();
    const folder = join(caches, "keyferry");
    plant(folder);
    expect(outcomeIn(caches)).toBe("false");
    if (statSync(folder).isDirectory()) expect(readdirSync(folder)).toEqual([]);
    else expect(lstatSync(folder).size).toBe(0);
  });

  it.runIf(currentUser()?.uid === 0)("is not in another user's folder", () => {
    const caches = temporaryFolder();
    const folder = join(caches, "keyferry");
    mkdirSync(folder, { mode: 0o700 });
    chownSync(folder, 12_345, 12_345);
    expect(outcomeIn(caches)).toBe("false");
    expect(readdirSync(folder)).toEqual([]);
  });

  it("is nowhere where no folder can be made", () => {
    expect(outcomeIn("/dev/null/caches")).toBe("false");
    expect(existsSync("/dev/null/caches")).toBe(false);
  });
});
