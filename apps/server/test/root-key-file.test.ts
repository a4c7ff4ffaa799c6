import {
  chmodSync,
  existsSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from "node:fs";
import { randomBytes, randomUUID } from "node:crypto";
import { join } from "node:path";
import { afterAll, describe, expect, it } from "vitest";
import { onSmallDisk, smallDiskOf, smallDisksLeftOut } from "../../../tools/testing/small-disk.ts";
import { runCommand } from "./command.ts";
import { newFolder, startInVain, startServer } from "./running-server.ts";

const folder = newFolder();

afterAll(() => {
  rmSync(folder, { recursive: true });
});

function newData(): string {
  const data = join(folder, randomUUID());
  mkdirSync(data, { mode: 0o700 });
  return data;
}

const newKey = () => `${randomBytes(32).toString("base64")}\n`;

describe("the file of the root key", () => {
  it("is made anew where a crash has left it empty, as long as nothing is sealed under another", async () => {
    const data = newData();
    const file = join(data, "root.key");
    writeFileSync(file, "", { mode: 0o600 });
    const first = await startServer({ data });
    await first.stop();
    expect(Buffer.from(readFileSync(file, "ascii"), "base64")).toHaveLength(32);
    expect(readdirSync(data).filter((name) => name.startsWith("root.key"))).toEqual(["root.key"]);

    writeFileSync(file, "");
    const { exitCode, error } = await startInVain({ data });
    expect(exitCode).toBe(1);
    expect(error).toContain(`the root key file ${file} is empty`);
    expect(readFileSync(file, "ascii")).toBe("");
  });

  it("is refused where others can read or change it, since they may know it", async () => {
    const data = newData();
    const file = join(data, "root.key");
    const key = newKey();
    writeFileSync(file, key);
    for (const mode of [0o640, 0o604, 0o620, 0o602]) {
      chmodSync(file, mode);
      const { exitCode, error } = await startInVain({ data });
      expect(exitCode).toBe(1);
      expect(error).toContain(
        `${file} can be read or changed by other users (mode 0${mode.toString(8)}): chmod go= ${file}`,
      );
      expect(error).not.toContain(key.trim());
    }
    chmodSync(file, 0o600);
    await using server = await startServer({ data });
    expect(readFileSync(file, "ascii")).toBe(key);

    // Whoever administers the store uses it, too.
    chmodSync(file, 0o644);
    const user = join(folder, "user.yaml");
    writeFileSync(user, "name: ci", { mode: 0o600 });
    const added = await runCommand(["users", "--data", server.data, "add", "--file", user]);
    expect(added.error).toContain("can be read or changed by other users (mode 0644)");
  });

  it("may be a link to where a platform keeps secrets", async () => {
    const data = newData();
    writeFileSync(join(folder, "secret"), newKey(), { mode: 0o400 });
    symlinkSync(join(folder, "secret"), join(data, "link"));
    await using server = await startServer({ data, flags: ["--root-key-file", join(data, "link")] });
    expect(existsSync(join(server.data, "root.key"))).toBe(false);
  });

  it.skipIf(smallDisksLeftOut)(
    "is not there after a start on a full disk, and made once there is room",
    async () => {
      const keys = newData();
      const file = join(keys, "root.key");
      const data = newData();
      // The store has room; the disk of the root key has none until the first server has ended.
      const twice = 'head -c 100000 /dev/zero >"$0/filling"; "$@"; ls "$0" >&2; rm "$0/filling"; exec "$@"';
      await using server = await startServer({
        data,
        flags: ["--root-key-file", file],
        through: (command) => onSmallDisk(keys, 64, ["sh", "-c", twice, keys, ...command]),
      });
      expect(server.written().error).toContain(
        `keyferry-server: --root-key-file: ${file} cannot be written: its disk is full; make room there, or name another path\nfilling\n`,
      );
      const { folder: seen } = smallDiskOf(server.ready.pid, keys);
      expect(readdirSync(seen)).toEqual(["root.key"]);
      expect(Buffer.from(readFileSync(join(seen, "root.key"), "ascii"), "base64")).toHaveLength(32);
      await server.stop();
    },
  );
});
