import { execFileSync } from "node:child_process";
import { chmodSync, mkdirSync, symlinkSync, writeFileSync } from "node:fs";
import { createServer } from "node:net";
import { join } from "node:path";
import { currentUser, FileError, readFile, type Trust } from "@keyferry/files";
import { describe, expect, it, onTestFinished } from "vitest";
import { temporaryFolder } from "./temporary-folder.ts";

const me = currentUser() ?? { uid: 0, gid: 0 };
const somebodyElse = { uid: me.uid + 1, gid: me.gid + 1 };
const trusts: readonly Trust[] = ["named", "kept", "secret", "own"];

/** A file with the mode in a folder with the mode. */
function newFile(mode = 0o600, folderMode = 0o700): string {
  const folder = join(temporaryFolder(), "folder");
  mkdirSync(folder);
  const file = join(folder, "file");
  writeFileSync(file, "content");
  chmodSync(file, mode);
  chmodSync(folder, folderMode);
  return file;
}

function refusal(path: string, trust: Trust = "named", user = me): FileError | undefined {
  try {
    readFile(path, { limit: 65_536, trust, user });
    return undefined;
  } catch (error) {
    if (error instanceof FileError) return error;
    throw error;
  }
}

describe("a file that is read", () => {
  it("is given whole, up to the limit and not beyond", () => {
    const file = newFile();
    expect(readFile(file, { limit: 7, trust: "own" }).toString()).toBe("content");
    expect(() => readFile(file, { limit: 6, trust: "own" })).toThrow(`${file} is longer than 6 bytes`);
  });

  it("may be one of /proc, which has no size, and may be empty", () => {
    expect(readFile("/proc/self/comm", { limit: 100, trust: "named" }).length).toBeGreaterThan(1);
    const file = join(temporaryFolder(), "file");
    writeFileSync(file, "");
    expect(readFile(file, { limit: 0, trust: "own" })).toHaveLength(0);
  });

  it("may be reached by a link, unless it lies in the current folder", () => {
    const file = newFile();
    symlinkSync("file", `${file}.link`);
    expect(trusts.filter((trust) => refusal(`${file}.link`, trust) !== undefined)).toEqual(["own"]);
    expect(refusal(`${file}.link`, "own")?.message).toBe(
      `${file}.link is a link that is not followed, or leads in a circle: name the file itself`,
    );
  });

  it.each(trusts)("is waited for by nobody where it is something else (%s)", async (trust) => {
    const folder = temporaryFolder();
    execFileSync("mkfifo", ["-m", "600", join(folder, "pipe")]);
    const server = createServer().listen(join(folder, "socket"));
    onTestFinished(() => void server.close());
    await new Promise((resolve) => server.once("listening", resolve));
    const said = [folder, join(folder, "pipe"), join(folder, "socket"), "/dev/zero", "/dev/full"].map(
      (path) => refusal(path, trust)?.problem,
    );
    expect(said).toEqual([
      "is a folder: name a file",
      "is a pipe: name a file",
      "is a pipe or a socket: name a file",
      "is a device: name a file",
      "is a device: name a file",
    ]);
  });

  it.each([
    ["nowhere", "missing", "is not there: check the path"],
    ["file/below", "missing", "cannot be read: a part of its path is a file, and not a folder"],
    ["x".repeat(300), "system", "cannot be read: its path is longer than the system allows"],
  ])("is refused as %s with what to do", (name, reason, problem) => {
    const folder = temporaryFolder();
    writeFileSync(join(folder, "file"), "");
    expect(refusal(join(folder, name))).toMatchObject({ reason, problem });
  });
});

/** Modes of a file and of its folder, and whom it may be read for with each trust. */
const open = [
  { modes: [0o600, 0o700], trusted: ["named", "kept", "secret", "own"] },
  { modes: [0o400, 0o500], trusted: ["named", "kept", "secret", "own"] },
  { modes: [0o644, 0o755], trusted: ["named", "kept", "own"] },
  { modes: [0o640, 0o700], trusted: ["named", "kept", "own"] },
  { modes: [0o604, 0o700], trusted: ["named", "kept", "own"] },
  { modes: [0o620, 0o700], trusted: ["named", "kept"] },
  { modes: [0o602, 0o700], trusted: [] },
  { modes: [0o600, 0o770], trusted: ["named", "kept", "secret"] },
  { modes: [0o600, 0o702], trusted: ["named", "secret"] },
  { modes: [0o600, 0o1777], trusted: ["named", "kept", "secret"] },
  { modes: [0o602, 0o1777], trusted: [] },
] as const;

describe("a file that is believed", () => {
  it.each(
    open.map(({ modes, trusted }) => ({
      modes,
      trusted,
      shown: modes.map((mode) => mode.toString(8)).join(" in "),
    })),
  )("with the modes $shown is so for $trusted", ({ modes: [mode, folderMode], trusted }) => {
    const file = newFile(mode, folderMode);
    const believed = trusts.filter((trust) => refusal(file, trust) === undefined);
    expect(believed).toEqual(trusted);
    for (const trust of trusts.filter((name) => !believed.includes(name))) {
      expect(refusal(file, trust)?.message).toMatch(
        / can be (?:read or )?changed by other users \(mode 0\d{3,4}\): chmod /,
      );
    }
  });

  it("is not somebody else's, unless a person named it", () => {
    const file = newFile(0o600, 0o700);
    const believed = trusts.filter((trust) => refusal(file, trust, somebodyElse) === undefined);
    // What is root's may be kept for others, and these files are root's where root runs the tests.
    expect(believed).toEqual(me.uid === 0 ? ["named", "kept", "secret"] : ["named"]);
    expect(refusal(file, "own", somebodyElse)?.message).toContain(
      `belongs to another user (uid ${String(me.uid)}) than this process (uid ${String(somebodyElse.uid)})`,
    );
  });

  it("may be root's, for everybody to read, where it is no secret", () => {
    const trusted = (path: string) =>
      trusts.filter((trust) => refusal(path, trust, { uid: 12_345, gid: 12_345 }) === undefined);
    expect(trusted("/etc/passwd")).toEqual(["named", "kept"]);
  });

  it("may be changed by the user's own group only where it is kept", () => {
    const file = newFile(0o660, 0o770);
    expect(refusal(file, "kept", me)).toBeUndefined();
    expect(refusal(file, "kept", { ...me, gid: me.gid + 1 })?.reason).toBe("not trusted");
  });

  it("lies in no folder that is a link, or another user's", () => {
    const file = newFile();
    const root = temporaryFolder();
    symlinkSync(join(file, ".."), join(root, "link"));
    expect(refusal(join(root, "link", "file"), "own")?.message).toBe(
      `${join(root, "link")} is a link, and not followed`,
    );
    expect(refusal(join(root, "link", "file"), "kept")).toBeUndefined();
  });
});
