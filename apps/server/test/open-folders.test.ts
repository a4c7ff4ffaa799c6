import {
  chmodSync,
  mkdirSync,
  readFileSync,
  renameSync,
  rmSync,
  statSync,
  symlinkSync,
  writeFileSync,
} from "node:fs";
import { randomUUID } from "node:crypto";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { runCommand } from "./command.ts";
import { newFolder, startInVain, startServer } from "./running-server.ts";

const folder = newFolder();
const newPath = () => join(folder, randomUUID());
const modeOf = (path: string) => statSync(path).mode & 0o777;

afterAll(() => {
  rmSync(folder, { recursive: true });
});

/** Every file of a data folder that is the server's alone and stays between two runs, or that a crash may leave. */
const ownFiles = [
  "lock",
  "keys.db",
  "nonces.db",
  "ca.key",
  "server.key",
  "audit.log",
  "explain.json",
  "ready.json",
];

describe("a data folder that was open to others", () => {
  const data = newPath();

  beforeAll(async () => {
    const server = await startServer({ data });
    await server.stop("SIGKILL");
    for (const name of ["explain.json", "ready.json"]) writeFileSync(join(data, name), "{}");
  });

  it("is closed to them with all its files, and that is logged", async () => {
    for (const name of ownFiles) chmodSync(join(data, name), 0o666);
    chmodSync(data, 0o755);
    const server = await startServer({ data });
    expect(modeOf(data)).toBe(0o700);
    for (const name of ownFiles.filter((each) => each !== "explain.json")) {
      expect([name, modeOf(join(data, name))]).toEqual([name, 0o600]);
    }
    const { error } = server.written();
    for (const path of [data, ...ownFiles.map((name) => join(data, name))]) {
      expect(error).toContain(`"path":"${path}","was":"mode 0${path === data ? "755" : "666"}"`);
    }
    await server.stop("SIGKILL");
  });

  it.each(ownFiles)("is refused with a link in place of %s, which is not followed", async (name) => {
    const [file, aside, victim] = [join(data, name), newPath(), newPath()];
    writeFileSync(file, "", { flag: "a" });
    renameSync(file, aside);
    writeFileSync(victim, "precious", { mode: 0o644 });
    symlinkSync(victim, file);
    const { exitCode, error } = await startInVain({ data });
    expect(exitCode).toBe(1);
    expect(error).toBe(`keyferry-server: --data: ${file} is a link: name a file\n`);
    expect(readFileSync(victim, "utf8")).toBe("precious");
    expect(modeOf(victim)).toBe(0o644);
    rmSync(file);
    renameSync(aside, file);
  });

  it("is closed by its administration, too", async () => {
    chmodSync(data, 0o777);
    expect((await runCommand(["users", "--data", data])).exitCode).toBe(0);
    expect(modeOf(data)).toBe(0o700);
  });

  it("is left as it is where it has other things only", async () => {
    const home = newPath();
    mkdirSync(home, { mode: 0o755 });
    chmodSync(home, 0o755);
    writeFileSync(join(home, "letter.txt"), "");
    const { exitCode, error } = await startInVain({ data: home });
    expect(exitCode).toBe(1);
    expect(error).toContain(`--data: ${home} is open to other users (mode 0755), and has other things in it`);
    expect(modeOf(home)).toBe(0o755);
  });
});

describe("an audit trail elsewhere", () => {
  it("is closed to writers, and stays readable for its group", async () => {
    const file = newPath();
    writeFileSync(file, "", { mode: 0o600 });
    chmodSync(file, 0o666);
    await using server = await startServer({ flags: ["--audit-log", file] });
    expect(modeOf(file)).toBe(0o640);
    expect(server.written().error).toContain(`"path":"${file}","was":"mode 0666"`);
  });

  it("follows no link that somebody has put there", async () => {
    const [victim, link] = [newPath(), newPath()];
    writeFileSync(victim, "precious");
    symlinkSync(victim, link);
    const { exitCode, error } = await startInVain({ data: newPath(), flags: ["--audit-log", link] });
    expect(exitCode).toBe(1);
    expect(error).toContain(`--audit-log: ${link} is a link that is not followed`);
    expect(readFileSync(victim, "utf8")).toBe("precious");
  });
});
