import { mkdirSync, readdirSync, readFileSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import type { Explanation } from "@keyferry/explain";
import { describe, expect, it, onTestFinished } from "vitest";
import { openExplanationFile } from "../src/observe/explanation-file.ts";
import { newFolder } from "./running-server.ts";

const explanation: Explanation = {
  id: "0".repeat(32),
  time: "2026-01-02T03:04:05.000Z",
  requestId: "r",
  gateway: "public",
  region: null,
  operation: null,
  dryRun: false,
  status: 400,
  code: "MissingParameter",
  message: "m",
  documented: null,
  beneath: null,
  advice: [],
};

function temporaryFolder(): string {
  const folder = newFolder();
  onTestFinished(() => {
    rmSync(folder, { recursive: true });
  });
  return folder;
}

describe("the file of explanations", () => {
  it("goes on after a write that failed, whatever the one does who is told of it", async () => {
    const folder = join(temporaryFolder(), "later");
    const told: unknown[] = [];
    const file = openExplanationFile(join(folder, "explain.json"), (error) => {
      told.push(error);
      throw new Error("of the observer");
    });
    file.add(explanation);
    await expect.poll(() => told).toEqual([expect.objectContaining({ code: "ENOENT" })]);
    mkdirSync(folder);
    file.add(explanation);
    await file.close();
    expect(JSON.parse(readFileSync(join(folder, "explain.json"), "utf8"))).toMatchObject({
      explanations: [explanation, explanation],
    });
  });

  it("follows no link that somebody has put in its place, or in that of its new version", async () => {
    const folder = temporaryFolder();
    writeFileSync(join(folder, "victim"), "precious");
    for (const name of ["explain.json", "explain.json.new"]) symlinkSync("victim", join(folder, name));
    const file = openExplanationFile(join(folder, "explain.json"), () => undefined);
    file.add(explanation);
    await file.close();
    expect(readFileSync(join(folder, "victim"), "utf8")).toBe("precious");
    expect(JSON.parse(readFileSync(join(folder, "explain.json"), "utf8"))).toHaveProperty("explanations");
    expect(readdirSync(folder).sort()).toEqual(["explain.json", "victim"]);
  });
});
