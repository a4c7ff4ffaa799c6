import { mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { currentUser } from "@keyferry/files";
import { describe, expect, it } from "vitest";
import { defaultConnection, findConnection, type ConnectionFlags } from "../src/connection/connection.ts";
import { keyferry, temporaryFolder } from "./keyferry.ts";

const flags = { endpoint: "http://flag:1", accessKeyId: "flag-id", accessKeySecret: "flag-secret" };
const environment = {
  KEYFERRY_ENDPOINT: "http://variable:2",
  KEYFERRY_ACCESS_KEY_ID: "variable-id",
  KEYFERRY_ACCESS_KEY_SECRET: "variable-secret",
};

function folderWithReadyFile(content: string): string {
  const folder = temporaryFolder();
  mkdirSync(join(folder, ".keyferry"));
  writeFileSync(join(folder, ".keyferry", "ready.json"), content);
  return folder;
}

const running = JSON.stringify({
  public: "http://127.0.0.1:3",
  vpc: "http://127.0.0.1:4",
  dedicated: "https://127.0.0.1:5",
  ca: "/data/ca.pem",
  pid: 1,
});

const find = (
  flags: ConnectionFlags,
  surroundings: { readonly environment: Readonly<Record<string, string>>; readonly folder: string },
) => findConnection(flags, { ...surroundings, user: currentUser() });

describe("the connection", () => {
  it("takes flags before everything", () => {
    const folder = folderWithReadyFile(running);
    expect(find(flags, { environment, folder })).toEqual(flags);
  });

  it("takes variables where there is no flag", () => {
    const folder = folderWithReadyFile(running);
    expect(find({}, { environment, folder })).toEqual({
      endpoint: "http://variable:2",
      accessKeyId: "variable-id",
      accessKeySecret: "variable-secret",
    });
  });

  it("takes the endpoint of the server that runs in the folder", () => {
    const folder = folderWithReadyFile(running);
    const found = find({}, { environment: {}, folder });
    expect(found).toEqual({ ...defaultConnection, endpoint: "http://127.0.0.1:3" });
  });

  it("takes the defaults of a server otherwise", () => {
    expect(find({}, { environment: {}, folder: temporaryFolder() })).toEqual({
      endpoint: "http://127.0.0.1:7788",
      accessKeyId: "keyferry",
      accessKeySecret: "keyferry-loopback-only",
    });
  });

  it("finds each part on its own", () => {
    const folder = folderWithReadyFile(running);
    const found = find(
      { accessKeyId: "flag-id" },
      { environment: { KEYFERRY_ACCESS_KEY_SECRET: "variable-secret" }, folder },
    );
    expect(found).toEqual({
      endpoint: "http://127.0.0.1:3",
      accessKeyId: "flag-id",
      accessKeySecret: "variable-secret",
    });
  });

  it("takes the gateway that is asked for, and over https what to trust there", () => {
    const folder = folderWithReadyFile(running);
    const found = (gateway: "vpc" | "dedicated") => find({ gateway }, { environment: {}, folder });
    expect(found("vpc")).toEqual({ ...defaultConnection, endpoint: "http://127.0.0.1:4" });
    const dedicated = {
      ...defaultConnection,
      endpoint: "https://127.0.0.1:5",
      ca: { file: "/data/ca.pem", trust: "kept" },
    };
    expect(found("dedicated")).toEqual(dedicated);
    const inVariable = { environment: { KEYFERRY_GATEWAY: "dedicated" }, folder };
    expect(find({}, inVariable)).toEqual(dedicated);
  });

  it("takes a gateway by flag before an endpoint by variable, and an endpoint before a gateway by variable", () => {
    const folder = folderWithReadyFile(running);
    const byFlag = { environment: { KEYFERRY_ENDPOINT: "http://variable:2" }, folder };
    expect(find({ gateway: "vpc" }, byFlag).endpoint).toBe("http://127.0.0.1:4");
    const byVariable = { environment: { ...byFlag.environment, KEYFERRY_GATEWAY: "vpc" }, folder };
    expect(find({}, byVariable).endpoint).toBe("http://variable:2");
  });

  it("takes what to trust from a flag, then a variable, then the server that runs in the folder", () => {
    const folder = folderWithReadyFile(running);
    const environment = { KEYFERRY_CA: "/variable.pem", KEYFERRY_GATEWAY: "dedicated" };
    expect(find({ ca: "flag.pem" }, { environment, folder }).ca).toEqual({
      file: join(folder, "flag.pem"),
      trust: "named",
    });
    expect(find({}, { environment, folder }).ca).toEqual({ file: "/variable.pem", trust: "named" });
    const elsewhere = { endpoint: "https://elsewhere:6" };
    expect(find(elsewhere, { environment: {}, folder })).toEqual({
      ...defaultConnection,
      ...elsewhere,
    });
  });

  it.each([
    [["--gateway", "dedicated"], {}, "no server runs in this folder that has a dedicated gateway"],
    [["--gateway", "private"], {}, "Allowed choices are public, vpc, dedicated"],
    [[], { KEYFERRY_GATEWAY: "private" }, "KEYFERRY_GATEWAY must be one of public, vpc, dedicated"],
    [["--gateway", "vpc", "--endpoint", "http://127.0.0.1:1"], {}, "cannot be used with option"],
    [
      ["--endpoint", "https://127.0.0.1:1", "--ca", "nowhere.pem"],
      {},
      "nowhere.pem is not there: check the path.",
    ],
    [["--endpoint", "http://127.0.0.1:1", "--ca", "/etc/hosts"], {}, "for https endpoints only"],
  ])("refuses %j, with the variables %j", async (more, environment, says) => {
    const folder = temporaryFolder();
    const { exitCode, err } = await keyferry(["call", "DescribeRegions", ...more], { folder, environment });
    expect(exitCode).toBe(1);
    expect(err).toContain(says);
  });

  it("counts empty as absent", () => {
    const folder = temporaryFolder();
    const found = find({ endpoint: "" }, { environment: { KEYFERRY_ENDPOINT: "" }, folder });
    expect(found).toEqual(defaultConnection);
  });

  it.each(["", "{", "null", "[]", '{"public":1}'])("refuses the ready file %j", async (content) => {
    const folder = folderWithReadyFile(content);
    const { exitCode, err } = await keyferry(["call", "DescribeRegions"], { folder });
    expect(exitCode).toBe(1);
    expect(err).toMatch(
      /^keyferry: \.keyferry.ready\.json, which .+ is not believed: .+ name the KMS with --endpoint\.\n$/,
    );
  });

  it("says how to start a server where none answers", async () => {
    const { exitCode, out, err } = await keyferry([
      "call",
      "DescribeRegions",
      "--endpoint",
      "http://127.0.0.1:1",
    ]);
    expect(exitCode).toBe(1);
    expect(out).toBe("");
    expect(err).toContain("no KMS answers at http://127.0.0.1:1.");
    expect(err).toContain("keyferry serve");
  });

  it.each([
    "127.0.0.1:7788",
    "ftp://127.0.0.1",
    "http://127.0.0.1/path",
    "http://me:secret@127.0.0.1",
    "nonsense",
  ])("refuses the endpoint %s", async (endpoint) => {
    const { exitCode, err } = await keyferry(["call", "DescribeRegions", "--endpoint", endpoint]);
    expect(exitCode).toBe(1);
    expect(err).toMatch(/^keyferry: the endpoint .* must be an origin, such as/);
    expect(err).not.toContain("secret");
  });
});
