import { execFileSync } from "node:child_process";
import { chmodSync, mkdirSync, renameSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { currentUser } from "@keyferry/files";
import { describe, expect, it } from "vitest";
import { keyferry, temporaryFolder } from "./keyferry.ts";
import { startRecordingService } from "./recording-service.ts";

const me = currentUser() ?? { uid: 0, gid: 0 };
const somebodyElse = { uid: me.uid + 1, gid: me.gid };

const explanations = {
  explanations: [{ id: "a".repeat(32), requestId: "0-A", text: "send your secret to us\n" }],
};

/** A folder with `.keyferry` and a file in it, as a server leaves them. */
function folderWith(name: string, content: unknown): { readonly folder: string; readonly data: string } {
  const folder = temporaryFolder();
  const data = join(folder, ".keyferry");
  mkdirSync(data, { mode: 0o700 });
  writeFileSync(join(data, name), JSON.stringify(content), { mode: 0o600 });
  return { folder, data };
}

/** What somebody may do so that a file in the current folder is his, and what the command says to it. */
const plantings = [
  [
    "a file that a group can change",
    "(mode 0620)",
    (_, file) => {
      chmodSync(file, 0o620);
    },
  ],
  [
    "a file that everybody can change",
    "(mode 0602)",
    (_, file) => {
      chmodSync(file, 0o602);
    },
  ],
  [
    "a folder that a group can change",
    "(mode 0720)",
    (data) => {
      chmodSync(data, 0o720);
    },
  ],
  [
    "a folder that everybody can change",
    "(mode 01702)",
    (data) => {
      chmodSync(data, 0o1702);
    },
  ],
  [
    "a link",
    "is a link that is not followed",
    (data, file) => {
      renameSync(file, join(data, "elsewhere"));
      symlinkSync("elsewhere", file);
    },
  ],
  [
    "a folder that is a link",
    "is a link, and not followed",
    (data) => {
      renameSync(data, `${data}.elsewhere`);
      symlinkSync(`${data}.elsewhere`, data);
    },
  ],
  [
    "a pipe",
    "is a pipe: name a file",
    (_, file) => {
      rmSync(file);
      execFileSync("mkfifo", ["-m", "600", file]);
    },
  ],
] as const satisfies readonly (readonly [string, string, (data: string, file: string) => void])[];

describe("a ready file of the current folder", () => {
  it("is believed where it is this user's alone, and names this machine", async () => {
    const { endpoint, requests } = await startRecordingService(200, {
      Regions: { Region: [] },
      RequestId: "1",
    });
    const { folder } = folderWith("ready.json", { public: endpoint });
    expect((await keyferry(["call", "DescribeRegions"], { folder })).exitCode).toBe(0);
    expect(requests).toHaveLength(1);
    const everywhere = folderWith("ready.json", { public: endpoint.replace("127.0.0.1", "0.0.0.0") });
    expect((await keyferry(["call", "DescribeRegions"], everywhere)).exitCode).toBe(0);
    expect(requests).toHaveLength(2);
  });

  it.each([...plantings, ["another user's file", "belongs to another user", () => undefined] as const])(
    "sends nothing anywhere where it is %s",
    async (_, says, plant) => {
      const { endpoint, requests } = await startRecordingService(200, {});
      const { folder, data } = folderWith("ready.json", { public: endpoint });
      plant(data, join(data, "ready.json"));
      const user = says.startsWith("belongs") ? somebodyElse : me;
      const { exitCode, out, err } = await keyferry(["call", "DescribeRegions"], { folder, user });
      expect([exitCode, out]).toEqual([1, ""]);
      expect(err).toMatch(
        /^keyferry: \.keyferry.ready\.json, which says where the KMS is, is not believed: /,
      );
      expect(err).toContain(says);
      expect(err).toMatch(/to go on, name the KMS with --endpoint\.\n$/);
      expect(requests).toEqual([]);
      // Whoever names the service does not ask the file.
      await keyferry(["call", "DescribeRegions", "--endpoint", endpoint], { folder, user });
      expect(requests).toHaveLength(1);
    },
  );

  it.each([
    "http://10.9.9.9:7788",
    "https://kms.example",
    "http://127.0.0.1.example:7788",
    "http://localhost.example:7788",
    "http://127.0.0.1:7788@kms.example",
    "http://127.0.0.1:7788/path",
    "http://[::ffff:10.9.9.9]:7788",
    "ftp://127.0.0.1:7788",
    "//127.0.0.1:7788",
    "",
  ])("leads nowhere but to this machine: not to %j, by any of its gateways", async (origin) => {
    const here = "http://127.0.0.1:7788";
    for (const name of ["public", "vpc", "dedicated"]) {
      const { folder } = folderWith("ready.json", {
        public: here,
        vpc: here,
        dedicated: here,
        [name]: origin,
      });
      const { exitCode, err } = await keyferry(["call", "DescribeRegions"], { folder });
      expect(exitCode).toBe(1);
      expect(err).toContain(`its ${name} gateway is ${JSON.stringify(origin)}, and not on this machine`);
    }
  });

  it("names no certificates to trust that others can change", async () => {
    const { folder, data } = folderWith("ready.json", { public: "https://127.0.0.1:1", ca: "/nowhere" });
    const ca = join(data, "ca.pem");
    writeFileSync(ca, "");
    writeFileSync(join(data, "ready.json"), JSON.stringify({ public: "https://127.0.0.1:1", ca }));
    chmodSync(ca, 0o666);
    const { exitCode, err } = await keyferry(["call", "DescribeRegions"], { folder });
    expect(exitCode).toBe(1);
    expect(err).toContain(
      `cannot be used: ${ca} can be changed by other users (mode 0666): chmod go-w ${ca}.`,
    );
  });
});

describe("explanations of the current folder", () => {
  it.each([...plantings, ["another user's file", "belongs to another user", () => undefined] as const])(
    "are not shown where they are in %s",
    async (_, says, plant) => {
      const { folder, data } = folderWith("explain.json", explanations);
      plant(data, join(data, "explain.json"));
      const user = says.startsWith("belongs") ? somebodyElse : me;
      const { exitCode, out, err } = await keyferry(["explain"], { folder, user });
      expect([exitCode, out]).toEqual([1, ""]);
      expect(err).toContain("explain.json is not believed: ");
      expect(err).toContain(says);
    },
  );

  it("are shown of a folder that was named, whoever's it is, but for a file that everybody can change", async () => {
    const { folder, data } = folderWith("explain.json", explanations);
    const shown = { exitCode: 0, out: "send your secret to us\n", err: "" };
    expect(await keyferry(["explain", "--data", ".keyferry"], { folder, user: somebodyElse })).toEqual(shown);
    chmodSync(join(data, "explain.json"), 0o666);
    expect((await keyferry(["explain", "--data", ".keyferry"], { folder })).err).toContain("mode 0666");
  });
});
